package dev.orch.engine.fs;

/**
 * What a file system tells of a file without reading it. While it stays the same, the bytes are
 * taken to be the same.
 *
 * @param size in bytes
 * @param modified time of the last modification, in nanoseconds since 1970-01-01T00:00Z
 * @param identity what tells the file from another one (device and inode), without blanks; {@code
 *     -} if the file system has no such thing
 */
public record Stamp(long size, long modified, String identity) {
  // By hand, as in Place: one is compared for each file.
  @Override
  public boolean equals(Object other) {
    return other instanceof Stamp that
        && size == that.size
        && modified == that.modified
        && identity.equals(that.identity);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(size) + 31 * (Long.hashCode(modified) + 31 * identity.hashCode());
  }
}
