package dev.orch.engine;

import dev.orch.engine.fs.FileStat;
import dev.orch.engine.fs.Place;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.model.RefusedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Refuses a home in a home: two writers would take each other's files for strangers'. */
final class NestedHomes {
  private static final String ADVICE = "Give each component a home of its own, side by side.";

  private NestedHomes() {}

  /** Looks at every directory above. */
  static void refuseAround(Path home) {
    for (Path above = home.getParent(); above != null; above = above.getParent()) {
      if (Files.isRegularFile(above.resolve(OrchFiles.LOCK.value()), LinkOption.NOFOLLOW_LINKS)) {
        throw new RefusedException("home " + home + " lies in the home " + above, ADVICE);
      }
    }
  }

  /** Looks at every directory below. Directories that cannot be read are passed over. */
  static void refuseBelow(SecureRoot root) throws IOException {
    Deque<Place> directories = new ArrayDeque<>();
    directories.add(Place.ROOT);
    while (!directories.isEmpty()) {
      Place directory = directories.removeLast();
      for (String name : list(root, directory)) {
        Place place = directory.child(name);
        if (!place.equals(OrchFiles.ORCH)
            && root.stat(place).map(FileStat::isDirectory).orElse(false)) {
          if (isHome(root, place)) {
            throw new RefusedException(
                "home " + root.path() + " contains the home " + root.path().resolve(place.value()),
                ADVICE);
          }
          directories.add(place);
        }
      }
    }
  }

  private static Iterable<String> list(SecureRoot root, Place directory) throws IOException {
    try {
      return root.list(directory);
    } catch (AccessDeniedException e) {
      return List.of();
    }
  }

  /** Whether this directory of a home is a home itself. */
  static boolean isHome(SecureRoot root, Place directory) throws IOException {
    Optional<FileStat> lock;
    try {
      lock = root.stat(directory.child(OrchFiles.LOCK.value()));
    } catch (AccessDeniedException e) {
      return false;
    }
    return lock.map(FileStat::isRegular).orElse(false);
  }
}
