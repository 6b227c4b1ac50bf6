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
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One walk through a directory of the local file system, by two threads where that is much. */
final class SourceWalk {
  /** Links can make a small tree look endless. */
  private static final int MAX_FILES = 1_000_000;

  /** Deeper than any path that is allowed. */
  private static final int MAX_DEPTH = 100;

  /** So many entries of a directory are looked at in one step. */
  private static final int SLICE = 128;

  private final Path root;
  private final StampedFiles stamped;
  private final Predicate<String> enter;
  private final SharedSteps steps = new SharedSteps("orch-list");
  private final Object entering = new Object();
  private final List<SourceFile> files = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  /** A directory that is looked through, and those from the root to it. */
  private record Level(Path real, @Nullable Level above, int depth) {
    static Level root(Path real) {
      return new Level(real, null, 1);
    }

    Level below(Path directory) {
      return new Level(directory, this, depth + 1);
    }

    boolean leadsThrough(Path directory) {
      for (Level level = this; level != null; level = level.above) {
        if (level.real.equals(directory)) {
          return true;
        }
      }
      return false;
    }
  }

  /** What one step finds. */
  private record Finds(List<SourceFile> files, List<Problem> problems) {
    Finds() {
      this(new ArrayList<>(SLICE), new ArrayList<>());
    }
  }

  /**
   * Creates it.
   *
   * @param enter asked by one thread at a time
   */
  SourceWalk(Path realRoot, StampedFiles stamped, Predicate<String> enter) {
    this.root = realRoot;
    this.stamped = stamped;
    this.enter = enter;
  }

  Listing walk() throws IOException, InterruptedException {
    lookThrough("", Level.root(root));
    steps.takeAll();
    problems.sort(Comparator.naturalOrder());
    return new Listing(files, problems);
  }

  private void lookThrough(String prefix, Level level) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(level.real)) {
      List<Path> slice = new ArrayList<>();
      for (Path entry : entries) {
        slice.add(entry);
        if (slice.size() == SLICE) {
          later(prefix, level, slice);
          slice = new ArrayList<>();
        }
      }
      if (!slice.isEmpty()) {
        later(prefix, level, slice);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void later(String prefix, Level level, List<Path> entries) {
    steps.add(() -> look(prefix, level, entries));
  }

  private void look(String prefix, Level level, List<Path> entries) {
    Finds finds = new Finds();
    for (Path entry : entries) {
      look(prefix, level, entry, finds);
    }
    add(prefix, finds);
  }

  private synchronized void add(String prefix, Finds finds) {
    int room = MAX_FILES - files.size();
    if (finds.files.size() > room) {
      problems.add(new Problem(prefix, "expected at most " + MAX_FILES + " files, found more"));
      steps.abandon();
    }
    files.addAll(finds.files);
    problems.addAll(finds.problems);
  }

  private void look(String prefix, Level level, Path entry, Finds finds) {
    String name = String.valueOf(entry.getFileName());
    String path = prefix + name;
    if (!isText(entry, name)) {
      finds.problems.add(
          new Problem(Quoted.of(path), "expected a name that is text in this process's locale"));
      return;
    }
    try {
      StampedFiles.Found found = stamped.look(entry);
      if (found.kind() == StampedFiles.Kind.LINK) {
        follow(path, level, entry, finds);
      } else {
        take(path, level, entry, found, finds);
      }
    } catch (IOException e) {
      finds.problems.add(new Problem(path, explain(e)));
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

  private void follow(String path, Level level, Path link, Finds finds) throws IOException {
    Path target;
    try {
      target = link.toRealPath();
    } catch (NoSuchFileException e) {
      finds.problems.add(new Problem(path, "is a link to nothing: " + readable(link)));
      return;
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      finds.problems.add(new Problem(path, "is a link that cannot be followed: " + readable(link)));
      return;
    }
    if (!target.startsWith(root)) {
      finds.problems.add(
          new Problem(path, "is a link that leads out of the tree: " + readable(link)));
    } else if (level.leadsThrough(target)) {
      finds.problems.add(
          new Problem(path, "is a link to a directory that it lies in: " + readable(link)));
    } else {
      take(path, level, target, stamped.look(target), finds);
    }
  }

  private static String readable(Path link) throws IOException {
    return Quoted.of(Files.readSymbolicLink(link).toString());
  }

  private void take(String path, Level level, Path real, StampedFiles.Found found, Finds finds) {
    switch (found.kind()) {
      case DIRECTORY -> {
        if (isWanted(path)) {
          enter(path, level, real, finds);
        }
      }
      case FILE ->
          finds.files.add(new SourceFile(path, found.size(), found.executable(), found.stamp()));
      default -> finds.problems.add(new Problem(path, "is neither a file nor a directory"));
    }
  }

  private boolean isWanted(String directory) {
    synchronized (entering) {
      return enter.test(directory);
    }
  }

  private void enter(String path, Level level, Path directory, Finds finds) {
    if (level.depth >= MAX_DEPTH) {
      finds.problems.add(
          new Problem(path, "expected at most " + MAX_DEPTH + " levels, found more"));
      return;
    }
    steps.add(
        () -> {
          try {
            lookThrough(path + "/", level.below(directory));
          } catch (IOException e) {
            add(path, new Finds(List.of(), List.of(new Problem(path, explain(e)))));
          }
        });
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
