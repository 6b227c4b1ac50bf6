package dev.orch.engine;

import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a test finds in a home. */
final class HomeFiles {
  private HomeFiles() {}

  /**
   * Everything but .orch, by path: text, {@code x:} before it if executable; links, directories.
   */
  static SortedMap<String, String> in(Path home) {
    return below(home, home);
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
