package dev.orch.model.component;

import dev.orch.model.Digest;
import dev.orch.model.path.ConfigPath;

/**
 * One file of a component, without its bytes.
 *
 * @param size in bytes, not negative
 * @param executable whether its owner may execute it; no other permission is carried
 */
public record FileEntry(
    ConfigPath path, FileKind kind, Digest digest, long size, boolean executable) {
  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException when the size is negative
   */
  public FileEntry {
    if (size < 0) {
      throw new IllegalArgumentException(path + ": expected a size of 0 or more, found " + size);
    }
  }

  // By hand, as ADR 33 has it: compared in every short command.
  @Override
  public boolean equals(Object other) {
    return other instanceof FileEntry that
        && path.equals(that.path)
        && kind == that.kind
        && digest.equals(that.digest)
        && size == that.size
        && executable == that.executable;
  }

  @Override
  public int hashCode() {
    return path.hashCode() + 31 * digest.hashCode();
  }
}
