package dev.orch.engine;

import dev.orch.engine.fs.FileStat;
import dev.orch.engine.fs.HomeEffects;
import dev.orch.engine.fs.Place;
import dev.orch.engine.fs.SecureRoot;
import java.io.IOException;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/** Directories in which names changed, to be synced once each. */
final class TouchedDirectories {
  private final SecureRoot root;
  private final HomeEffects effects;
  private final SortedSet<Place> directories = new TreeSet<>(Comparator.comparing(Place::value));

  TouchedDirectories(SecureRoot root, HomeEffects effects) {
    this.root = root;
    this.effects = effects;
  }

  void add(Place directory) {
    directories.add(directory);
  }

  /** Syncs those that are still there, and forgets them all. */
  void sync() throws IOException {
    for (Place directory : directories) {
      boolean isThere =
          directory.isRoot() || root.stat(directory).map(FileStat::isDirectory).orElse(false);
      if (isThere) {
        effects.syncDirectory(directory);
      }
    }
    directories.clear();
  }
}
