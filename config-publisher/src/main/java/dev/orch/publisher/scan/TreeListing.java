package dev.orch.publisher.scan;

import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The files of a tree that count. */
record TreeListing(List<SourceFile> files) {
  static final TreeListing NOTHING = new TreeListing(List.of());

  TreeListing {
    files = List.copyOf(files);
  }

  /**
   * Lists what the filter takes.
   *
   * @param directories told of every directory that was come by
   * @param problems those found so far, to which those of the tree are added that concern anyone
   */
  static TreeListing of(
      SourceTree source, TreeFilter filter, Consumer<String> directories, List<Problem> problems)
      throws InterruptedException {
    return of(
        source,
        directory -> {
          directories.accept(directory);
          return filter.enters(directory);
        },
        filter::takes,
        filter,
        problems);
  }

  /** The same of a tree that is one component itself. */
  static TreeListing ofComponent(SourceTree source, TreeFilter filter, List<Problem> problems)
      throws InterruptedException {
    return of(source, filter::enters, filter::takesInComponent, filter, problems);
  }

  /** The directories directly below the root, whatever the filter makes of them. */
  static List<String> directories(SourceTree root, TreeFilter filter, List<Problem> problems)
      throws InterruptedException {
    List<String> directories = new ArrayList<>();
    of(
        root,
        directory -> {
          directories.add(directory);
          return false;
        },
        file -> false,
        filter,
        problems);
    return directories;
  }

  private static TreeListing of(
      SourceTree source,
      Predicate<String> enters,
      Predicate<String> takes,
      TreeFilter filter,
      List<Problem> problems)
      throws InterruptedException {
    SourceTree.Listing listing = list(source, enters);
    listing.problems().stream()
        .filter(problem -> filter.minds(problem.where()))
        .forEach(problems::add);
    return new TreeListing(
        listing.files().stream().filter(file -> takes.test(file.path())).toList());
  }

  /** By the name of the directory this far below the root. */
  SortedMap<String, List<SourceFile>> byDirectory(int depth) {
    SortedMap<String, List<SourceFile>> byDirectory = new TreeMap<>();
    String last = "";
    List<SourceFile> ofLast = List.of();
    for (SourceFile file : files) {
      String path = file.path();
      int start = 0;
      int end = path.indexOf('/');
      for (int i = 0; i < depth && end >= 0; i++) {
        start = end + 1;
        end = path.indexOf('/', start);
      }
      if (end < 0) {
        // A file beside directories of components is nobody's.
        continue;
      }
      // Most files are listed next to one of the same directory.
      if (end - start != last.length() || !path.startsWith(last, start)) {
        last = path.substring(start, end);
        ofLast = byDirectory.computeIfAbsent(last, name -> new ArrayList<>());
      }
      ofLast.add(file);
    }
    return byDirectory;
  }

  static IgnoreRules ignored(SourceTree source, List<Problem> problems)
      throws InterruptedException {
    try {
      return IgnoreRules.of(source, problems);
    } catch (IOException e) {
      throw unlistable(source, e);
    }
  }

  private static SourceTree.Listing list(SourceTree source, Predicate<String> enter)
      throws InterruptedException {
    try {
      return source.list(enter);
    } catch (IOException e) {
      throw unlistable(source, e);
    }
  }

  private static InvalidInputException unlistable(SourceTree source, IOException e) {
    return new InvalidInputException(
        source.location() + " cannot be read as a directory",
        List.of(new Problem(source.location(), "expected a readable directory, found " + found(e))),
        e);
  }

  private static String found(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "nothing";
    }
    if (e instanceof NotDirectoryException) {
      return "something else";
    }
    return e instanceof AccessDeniedException
        ? "one that this user may not read"
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
