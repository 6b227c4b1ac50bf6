package dev.orch.engine;

import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Layout;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a test finds in a home. */
final class HomeFiles {
  static final String CURRENT = "current";
  static final String STATES = ".orch/rev";

  private HomeFiles() {}

  /**
   * Everything but .orch, by path: text, {@code x:} before it if executable; links, directories;
   * and what the link to the current state leads to.
   */
  static SortedMap<String, String> in(Path home) {
    SortedMap<String, String> found = below(home, home);
    current(home).ifPresent(state -> state.forEach((path, what) -> found.put(in(path), what)));
    return found;
  }

  private static String in(String path) {
    return CURRENT + "/" + path;
  }

  /** What lies where the link to the current state leads, if it leads to one of orch's. */
  static Optional<SortedMap<String, String>> current(Path home) {
    Path link = home.resolve(CURRENT);
    if (!Files.isSymbolicLink(link)) {
      return Optional.empty();
    }
    try {
      Path state = home.resolve(Files.readSymbolicLink(link));
      return state.startsWith(home.resolve(STATES))
          ? Optional.of(below(home, state))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything in a directory of a home. */
  static SortedMap<String, String> below(Path home, Path directory) {
    SortedMap<String, String> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      paths
          .filter(path -> !path.equals(directory))
          .filter(path -> !path.startsWith(home.resolve(".orch")) || !directory.equals(home))
          .forEach(path -> found.put(directory.relativize(path).toString(), describe(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** The names of the states of a versioned component whose directories are there. */
  static SortedSet<String> states(Path home) {
    Path states = home.resolve(STATES);
    if (!Files.exists(states)) {
      return new TreeSet<>();
    }
    SortedSet<String> names = new TreeSet<>(below(home, states).keySet());
    names.removeIf(path -> path.contains("/"));
    return names;
  }

  private static String describe(Path path) {
    try {
      if (Files.isSymbolicLink(path)) {
        return "-> " + Files.readSymbolicLink(path);
      } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        return "/";
      }
      String text = Files.readString(path, StandardCharsets.ISO_8859_1);
      return Files.isExecutable(path) && isMarked(path) ? "x:" + text : text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isMarked(Path path) throws IOException {
    return Files.getPosixFilePermissions(path).stream()
        .anyMatch(permission -> permission.name().equals("OWNER_EXECUTE"));
  }

  /** What a home looks like that holds this tree and nothing else. */
  static SortedMap<String, String> of(FileTree tree) {
    if (tree.manifest().spec().layout() == Layout.IN_PLACE) {
      return files(tree);
    }
    SortedMap<String, String> expected = new TreeMap<>();
    expected.put(CURRENT, "-> " + STATES + "/" + tree.manifest().digest().hex());
    files(tree).forEach((path, what) -> expected.put(in(path), what));
    return expected;
  }

  /** The files of a tree, and the directories that they need. */
  static SortedMap<String, String> files(FileTree tree) {
    SortedMap<String, String> expected = new TreeMap<>();
    SortedMap<String, byte[]> bytes = Trees.bytes(tree);
    for (FileEntry file : tree.manifest().files().values()) {
      byte[] content = bytes.get(file.path().value());
      String text = content == null ? "missing" : new String(content, StandardCharsets.ISO_8859_1);
      expected.put(file.path().value(), file.executable() ? "x:" + text : text);
      file.path()
          .parent()
          .ifPresent(
              parent -> {
                String directory = parent.value();
                expected.put(directory, "/");
                for (int slash = directory.lastIndexOf('/');
                    slash > 0;
                    slash = directory.lastIndexOf('/', slash - 1)) {
                  expected.put(directory.substring(0, slash), "/");
                }
              });
    }
    return expected;
  }

  static void write(Path home, String path, String text) {
    try {
      Path file = home.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
