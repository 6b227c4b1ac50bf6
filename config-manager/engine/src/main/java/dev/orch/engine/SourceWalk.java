package dev.orch.engine;

import dev.orch.model.Problem;
import dev.orch.model.Quoted;
import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree.Listing;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** One walk through a directory of the local file system. */
final class SourceWalk {
  /** Links can make a small tree look endless. */
  private static final int MAX_FILES = 1_000_000;

  /** Deeper than any path that is allowed. */
  private static final int MAX_DEPTH = 100;

  private final Path root;
  private final StampedFiles stamped;
  private final Predicate<String> enter;
  private final List<SourceFile> files = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  /** Real directories from the root to the one being looked through. */
  private final List<Path> above = new ArrayList<>();

  SourceWalk(Path realRoot, StampedFiles stamped, Predicate<String> enter) {
    this.root = realRoot;
    this.stamped = stamped;
    this.enter = enter;
  }

  Listing walk() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      look("", root, entries);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return new Listing(files, problems);
  }

  private void look(String prefix, Path directory, Iterable<Path> entries) {
    above.add(directory);
    try {
      for (Path entry : entries) {
        if (files.size() >= MAX_FILES) {
          problems.add(new Problem(prefix, "expected at most " + MAX_FILES + " files, found more"));
          break;
        }
        look(prefix, entry);
      }
    } finally {
      above.remove(above.size() - 1);
    }
  }

  private void look(String prefix, Path entry) {
    String name = String.valueOf(entry.getFileName());
    String path = prefix + name;
    if (!isText(entry, name)) {
      problems.add(
          new Problem(Quoted.of(path), "expected a name that is text in this process's locale"));
      return;
    }
    try {
      StampedFiles.Found found = stamped.look(entry);
      if (found.kind() == StampedFiles.Kind.LINK) {
        follow(path, entry);
      } else {
        take(path, entry, found);
      }
    } catch (IOException e) {
      problems.add(new Problem(path, explain(e)));
    }
  }

  /** A name that cannot be decoded reads as something else, and that is another file's name. */
  private static boolean isText(Path entry, String name) {
    return isAscii(name) || entry.resolveSibling(name).equals(entry);
  }

  private static boolean isAscii(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private void follow(String path, Path link) throws IOException {
    Path target;
    try {
      target = link.toRealPath();
    } catch (NoSuchFileException e) {
      problems.add(new Problem(path, "is a link to nothing: " + readable(link)));
      return;
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      problems.add(new Problem(path, "is a link that cannot be followed: " + readable(link)));
      return;
    }
    if (!target.startsWith(root)) {
      problems.add(new Problem(path, "is a link that leads out of the tree: " + readable(link)));
    } else if (above.contains(target)) {
      problems.add(
          new Problem(path, "is a link to a directory that it lies in: " + readable(link)));
    } else {
      take(path, target, stamped.look(target));
    }
  }

  private static String readable(Path link) throws IOException {
    return Quoted.of(Files.readSymbolicLink(link).toString());
  }

  private void take(String path, Path real, StampedFiles.Found found) throws IOException {
    switch (found.kind()) {
      case DIRECTORY -> {
        if (enter.test(path)) {
          enter(path, real);
        }
      }
      case FILE -> files.add(new SourceFile(path, found.size(), found.executable(), found.stamp()));
      default -> problems.add(new Problem(path, "is neither a file nor a directory"));
    }
  }

  private void enter(String path, Path directory) throws IOException {
    if (above.size() >= MAX_DEPTH) {
      problems.add(new Problem(path, "expected at most " + MAX_DEPTH + " levels, found more"));
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      look(path + "/", directory, entries);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static String explain(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "cannot be read: permission denied";
    }
    if (e instanceof FileSystemException fileSystem && fileSystem.getReason() != null) {
      return "cannot be read: " + fileSystem.getReason();
    }
    return "cannot be read: " + Reasons.of(e);
  }
}
