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
}
