package dev.orch.engine;

import dev.orch.engine.fs.FileStat;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.fs.Stamp;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The files of one revision as they lay in a home, read without its lock: every byte was checked
 * against one inventory, so they are that revision's, whatever happened meanwhile. Immutable.
 */
public final class HomeSnapshot {
  private static final long PAUSE_MILLIS = 2;

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
    long deadline = System.nanoTime() + atMost.toNanos();
    SnapshotAttempt attempt = SnapshotAttempt.make(home);
    while (!attempt.isWhole()) {
      if (System.nanoTime() - deadline > 0) {
        throw new FileSystemException(
            home.toString(), null, "its files were being replaced all the while; try again later");
      }
      Thread.sleep(PAUSE_MILLIS);
      SnapshotAttempt former = attempt;
      attempt = SnapshotAttempt.make(home);
      if (attempt.confirms(former)) {
        attempt.throwDifferences();
        return Optional.empty();
      }
    }
    Map<ConfigPath, byte[]> contents = attempt.contents();
    return attempt
        .inventory()
        .map(found -> new HomeSnapshot(found.revision(), found.manifest(), contents));
  }

  /**
   * What tells one inventory of a home from the next without reading it: while it is the same,
   * {@link #read} finds the same revision. Nothing if there is no inventory.
   *
   * @throws IOException when the home cannot be looked at
   */
  public static Optional<Stamp> stamp(Path home) throws IOException {
    try (SecureRoot root = SecureRoot.open(home.toRealPath())) {
      return root.stat(OrchFiles.INVENTORY).map(FileStat::stamp);
    }
  }

  /** The number of the revision; 0 where it came from a local directory. */
  public long revision() {
    return revision;
  }

  public Manifest manifest() {
    return manifest;
  }

  /**
   * Where a file of the manifest lies, relative to the home. In a versioned home that place is the
   * revision's own, and goes with it.
   */
  public Path place(ConfigPath path) {
    return Path.of(Whereabouts.file(manifest, path).value());
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
