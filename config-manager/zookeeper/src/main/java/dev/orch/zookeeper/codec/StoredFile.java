package dev.orch.zookeeper.codec;

import dev.orch.model.component.FileEntry;
import dev.orch.zookeeper.layout.Location;

/**
 * A file of a component and where its bytes are.
 *
 * @param at the znode of the bytes, in whichever revision holds them
 * @param partSize 0 when that znode holds all bytes itself; otherwise they are below it, cut into
 *     parts of so many bytes, of which only the last may be smaller
 */
public record StoredFile(FileEntry entry, Location at, int partSize) {
  /** The largest znode that is read, in bytes. */
  public static final int MAX_PART = 512 * 1024;

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException when the file cannot lie in znodes like that
   */
  public StoredFile {
    if (partSize < 0 || partSize > MAX_PART) {
      throw new IllegalArgumentException(
          "expected parts of 0 to " + MAX_PART + " bytes, found " + partSize);
    }
    if (partSize == 0 && entry.size() > MAX_PART) {
      throw new IllegalArgumentException(
          entry.path() + ": expected a file of " + entry.size() + " bytes to be cut into parts");
    }
    if (partSize > 0 && (entry.size() - 1) / partSize >= Location.MAX_PARTS) {
      throw new IllegalArgumentException(
          entry.path() + ": expected at most " + Location.MAX_PARTS + " parts");
    }
  }

  /** How many znodes hold the bytes: 0 parts means that the znode itself does. */
  public int parts() {
    return partSize == 0 ? 0 : (int) ((entry.size() + partSize - 1) / partSize);
  }

  /** The size of one part, in bytes. */
  public int sizeOfPart(int index) {
    return (int) Math.min(partSize, entry.size() - (long) index * partSize);
  }
}
