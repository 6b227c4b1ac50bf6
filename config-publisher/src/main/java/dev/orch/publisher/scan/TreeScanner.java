package dev.orch.publisher.scan;

import dev.orch.model.ComponentName;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.Progress;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import dev.orch.publisher.spec.ComponentDefinition;
import dev.orch.publisher.validate.ComponentCheck;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Turns a directory as it is found into components with manifests. Every file is read once, on two
 * threads of the scanner's own, which both hashes it and checks its content.
 *
 * <p>Each directory of the tree is a component. Not looked at are files directly in the tree,
 * {@code .git} wherever it stands, and what {@code .orchignore} leaves out (the syntax of {@code
 * .gitignore}; only the one directly in the tree counts). {@code component.yaml} directly in a
 * component defines it and is not one of its files. Safe for use by several threads.
 */
public final class TreeScanner implements AutoCloseable {
  /** 64 MiB. */
  public static final long DEFAULT_MAX_FILE_SIZE = 64L * 1024 * 1024;

  private final long maxFileSize;
  private final Progress progress;
  private final ComponentCheck check;
  private final HashPool pool = new HashPool();

  /** Larger files, in bytes, are refused. */
  public TreeScanner(long maxFileSize) {
    this(maxFileSize, Progress.NONE);
  }

  /** The same, telling of each tree how many of its files are read and hashed. */
  public TreeScanner(long maxFileSize, Progress progress) {
    this(maxFileSize, progress, ComponentCheck.NONE);
  }

  /** The same, with this asked of each component of which every file by itself is sound. */
  public TreeScanner(long maxFileSize, Progress progress, ComponentCheck check) {
    this.maxFileSize = maxFileSize;
    this.progress = progress;
    this.check = check;
  }

  /**
   * Scans a tree of components.
   *
   * @throws InvalidInputException with everything that is wrong with the selected components
   */
  public DesiredTree scan(SourceTree source, ComponentSelection selection)
      throws InterruptedException {
    return scan(source, selection, HeldContents.bounded());
  }

  /**
   * The same where several scans share what may be kept in memory.
   *
   * @throws InvalidInputException with everything that is wrong with the selected components
   */
  public DesiredTree scan(SourceTree source, ComponentSelection selection, HeldContents held)
      throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    IgnoreRules ignored = ignored(source, problems);
    TreeFilter filter = new TreeFilter(ignored, selection);
    SortedSet<String> directories = new TreeSet<>();
    SourceTree.Listing listing =
        list(
            source,
            directory -> {
              if (directory.indexOf('/') < 0 && ComponentName.problem(directory).isEmpty()) {
                directories.add(directory);
              }
              return filter.enters(directory);
            });
    listing.problems().stream()
        .filter(problem -> filter.minds(problem.where()))
        .forEach(problems::add);
    SortedMap<ComponentName, FoundComponent> found = new TreeMap<>();
    byDirectory(listing.files(), filter)
        .forEach(
            (directory, files) -> {
              Optional<String> wrong = ComponentName.problem(directory);
              if (wrong.isPresent()) {
                problems.add(
                    new Problem(
                        ShownPath.of(directory),
                        wrong.get() + "; name it in .orchignore if it is no component"));
              } else {
                found.put(
                    new ComponentName(directory),
                    FoundComponent.of(source, directory + "/", files, maxFileSize, problems));
              }
            });
    SortedMap<ComponentName, FileTree> components = read(source, found, held, problems);
    Map<ComponentName, ComponentDefinition> definitions = new HashMap<>();
    found.forEach((name, component) -> definitions.put(name, component.definition()));
    return new DesiredTree(
        source.location(), selection, components, definitions, directories, filter::covers);
  }

  /**
   * Scans a tree that is one component itself: {@code component.yaml} stands directly in it.
   *
   * @throws InvalidInputException with everything that is wrong with it
   */
  public FileTree scanComponent(SourceTree source) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    IgnoreRules ignored = ignored(source, problems);
    TreeFilter filter = new TreeFilter(ignored, ComponentSelection.ALL);
    SourceTree.Listing listing = list(source, filter::enters);
    listing.problems().stream()
        .filter(problem -> filter.minds(problem.where()))
        .forEach(problems::add);
    List<SourceFile> files =
        listing.files().stream().filter(file -> filter.takesInComponent(file.path())).toList();
    ComponentName name = new ComponentName("component");
    SortedMap<ComponentName, FoundComponent> found = new TreeMap<>();
    found.put(name, FoundComponent.of(source, "", files, maxFileSize, problems));
    return read(source, found, HeldContents.bounded(), problems).values().iterator().next();
  }

  /**
   * Names of the projects in a directory of projects: its directories, but for {@code .git} and
   * what its {@code .orchignore} leaves out.
   *
   * @throws InvalidInputException when there is none, or with every name that is not legal
   */
  public SortedSet<ProjectName> projects(SourceTree root) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    TreeFilter filter = new TreeFilter(ignored(root, problems), ComponentSelection.ALL);
    SortedSet<ProjectName> names = new TreeSet<>();
    SourceTree.Listing listing =
        list(
            root,
            directory -> {
              if (filter.enters(directory)) {
                ProjectName.problem(directory)
                    .ifPresentOrElse(
                        wrong -> problems.add(new Problem(ShownPath.of(directory), wrong)),
                        () -> names.add(new ProjectName(directory)));
              }
              return false;
            });
    listing.problems().stream()
        .filter(problem -> filter.minds(problem.where()))
        .forEach(problems::add);
    if (names.isEmpty() && problems.isEmpty()) {
      problems.add(new Problem(root.location(), "expected a directory for each project"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          root.location() + " is not a valid directory of projects", problems);
    }
    return names;
  }

  private static IgnoreRules ignored(SourceTree source, List<Problem> problems)
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

  private static SortedMap<String, List<SourceFile>> byDirectory(
      Collection<SourceFile> files, TreeFilter filter) {
    SortedMap<String, List<SourceFile>> byDirectory = new TreeMap<>();
    for (SourceFile file : files) {
      if (filter.takes(file.path())) {
        String directory = file.path().substring(0, file.path().indexOf('/'));
        byDirectory.computeIfAbsent(directory, name -> new ArrayList<>()).add(file);
      }
    }
    return byDirectory;
  }

  private SortedMap<ComponentName, FileTree> read(
      SourceTree source,
      SortedMap<ComponentName, FoundComponent> found,
      HeldContents held,
      List<Problem> problems)
      throws InterruptedException {
    SortedMap<ComponentName, FileTree> trees =
        new ComponentReading(pool, progress, check, source).read(found, held, problems);
    if (!problems.isEmpty()) {
      throw new InvalidInputException(source.location() + " is not a valid tree", problems);
    }
    return trees;
  }

  @Override
  public void close() {
    pool.close();
  }
}
