package dev.orch.engine;

import dev.orch.engine.fs.FileStat;
import dev.orch.engine.fs.Place;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.state.Inventory;
import dev.orch.model.Digest;
import dev.orch.model.component.FileEntry;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of a state as they are found now, read only where their stamps are not known ones. */
final class FoundFiles {
  private final SecureRoot root;
  private final Place directory;
  private final Inventory known;
  private final boolean hashAlways;

  /**
   * Creates it from its parts.
   *
   * @param directory that the paths are relative to
   */
  FoundFiles(SecureRoot root, Place directory, Inventory known, boolean hashAlways) {
    this.root = root;
    this.directory = directory;
    this.known = known;
    this.hashAlways = hashAlways;
  }

  Place place(ConfigPath path) {
    return directory.child(path);
  }

  Optional<FileStat> stat(ConfigPath path) throws IOException {
    return root.stat(place(path));
  }

  /**
   * The file as it is there.
   *
   * @param have what is known of it; null if nothing
   */
  FileEntry actual(FileEntry like, @Nullable FileEntry have, FileStat stat) throws IOException {
    if (have != null && isStampKnown(have, stat)) {
      return new FileEntry(have.path(), have.kind(), have.digest(), have.size(), stat.executable());
    }
    Digest digest = root.digest(place(like.path()));
    return new FileEntry(
        like.path(),
        have == null ? like.kind() : have.kind(),
        digest,
        stat.size(),
        stat.executable());
  }

  private boolean isStampKnown(FileEntry have, FileStat stat) {
    return !hashAlways && known.stamp(have.path()).map(stat.stamp()::equals).orElse(false);
  }

  /** Whether the two lie on the disk alike. */
  static boolean same(FileEntry a, FileEntry b) {
    return a.executable() == b.executable() && a.digest().equals(b.digest());
  }
}
