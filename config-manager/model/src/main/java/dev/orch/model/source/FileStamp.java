package dev.orch.model.source;

/**
 * What a local file system tells of a file without reading it, and which becomes another whenever
 * the file is written or replaced, but for a write within the same tick of the file system's clock.
 *
 * @param modified when it was written last ({@code st_mtime}), in nanoseconds since 1970
 * @param changed when anything of it was changed last ({@code st_ctime}), which no program can set;
 *     in nanoseconds since 1970
 * @param inode what tells it from another file that took its place
 */
public record FileStamp(long modified, long changed, long inode) {
  // By hand, as ADR 33 has it: compared in every short command.
  @Override
  public boolean equals(Object other) {
    return other instanceof FileStamp that
        && modified == that.modified
        && changed == that.changed
        && inode == that.inode;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(modified) + 31 * (Long.hashCode(changed) + 31 * Long.hashCode(inode));
  }
}
