package dev.orch.engine;

import dev.orch.engine.fs.FileStat;
import dev.orch.engine.fs.HomeEffects;
import dev.orch.engine.fs.Place;
import dev.orch.engine.fs.SecureRoot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what has to give way and is not orch's, at the same place below {@code
 * .orch/originals/<name>}, until someone removes it.
 */
final class Originals {
  private static final int MAX_LISTED = 1000;

  private final SecureRoot root;
  private final HomeEffects effects;
  private final Place directory;

  Originals(SecureRoot root, HomeEffects effects, String name) {
    this.root = root;
    this.effects = effects;
    this.directory = OrchFiles.ORIGINALS.child(name);
  }

  Place place(Place file) {
    return directory.child(file.value());
  }

  /** Gives a file a second name here, unless something is kept at that path already. */
  void keep(Place file) throws IOException {
    if (root.stat(place(file)).isEmpty()) {
      makeParents(place(file));
      effects.link(file, place(file));
      effects.syncDirectory(place(file).parent());
    }
  }

  /** Moves what is there here. */
  void take(Place file) throws IOException {
    if (root.stat(file).isPresent()) {
      makeParents(place(file));
      effects.move(file, place(file));
      effects.syncDirectory(place(file).parent());
    }
  }

  private void makeParents(Place place) throws IOException {
    Place parent = place.parent();
    if (root.stat(parent).isEmpty()) {
      makeParents(parent);
      effects.makeDirectory(parent);
      effects.syncDirectory(parent.parent());
    }
  }

  /** The original is back where it was: lets go of its second name. */
  void letGo(Place file) throws IOException {
    Optional<FileStat> kept = root.stat(place(file));
    Optional<FileStat> back = root.stat(file);
    if (kept.isPresent()
        && back.isPresent()
        && kept.get().isRegular()
        && kept.get().stamp().equals(back.get().stamp())) {
      effects.delete(place(file));
    }
  }

  /** Removes the directories in which nothing is kept. */
  void prune() throws IOException {
    if (root.stat(directory).isPresent() && all().isEmpty()) {
      effects.deleteTree(directory);
      effects.syncDirectory(directory.parent());
    }
  }

  /** All files that are kept, as places below the home, at most 1,000. */
  List<String> all() throws IOException {
    List<String> kept = new ArrayList<>();
    collect(directory, kept);
    return kept.stream().sorted().toList();
  }

  private void collect(Place place, List<String> kept) throws IOException {
    if (!root.stat(place).map(FileStat::isDirectory).orElse(false)) {
      return;
    }
    for (String name : root.list(place)) {
      if (kept.size() >= MAX_LISTED) {
        return;
      }
      Place child = place.child(name);
      if (root.stat(child).map(FileStat::isDirectory).orElse(false)) {
        collect(child, kept);
      } else {
        kept.add(child.value());
      }
    }
  }
}
