package dev.orch.publisher.scan;

import dev.orch.model.ComponentName;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.Progress;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import dev.orch.publisher.spec.ComponentDefinition;
import dev.orch.publisher.statcache.StatCache;
import dev.orch.publisher.validate.ComponentCheck;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Turns a directory as it is found into components with manifests. Every file is read once, on two
 * threads of the scanner's own, which both hashes it and checks its content.
 *
 * <p>Each directory of the tree is a component, or a layer of one. Not looked at are files directly
 * in the tree, {@code .git} wherever it stands, and what {@code .orchignore} leaves out (the syntax
 * of {@code .gitignore}; only the one directly in the tree counts). {@code component.yaml} directly
 * in a component defines it and is not one of its files. Safe for use by several threads.
 */
public final class TreeScanner implements AutoCloseable {
  /** 64 MiB. */
  public static final long DEFAULT_MAX_FILE_SIZE = 64L * 1024 * 1024;

  private final long maxFileSize;
  private final Progress progress;
  private final ComponentCheck check;
  private final StatCache cache;
  private final HashPool pool = new HashPool();

  /** Larger files, in bytes, are refused. */
  public TreeScanner(long maxFileSize) {
    this(maxFileSize, Progress.NONE);
  }

  /** The same, telling of each tree how many of its files are read and hashed. */
  public TreeScanner(long maxFileSize, Progress progress) {
    this(maxFileSize, progress, ComponentCheck.NONE, StatCache.NONE);
  }

  /** The same, with this asked of each component of which every file by itself is sound. */
  public TreeScanner(long maxFileSize, Progress progress, ComponentCheck check) {
    this(maxFileSize, progress, check, StatCache.NONE);
  }

  /** The same, which does not read files again that have not changed since an earlier scan. */
  public TreeScanner(long maxFileSize, Progress progress, ComponentCheck check, StatCache cache) {
    this.maxFileSize = maxFileSize;
    this.progress = progress;
    this.check = check;
    this.cache = cache;
  }

  /**
   * Scans a tree of components.
   *
   * @throws InvalidInputException with everything that is wrong with the selected components
   */
  public DesiredTree scan(SourceTree source, ComponentSelection selection)
      throws InterruptedException {
    return scan(source, selection, SharedFiles.UNKNOWN, HeldContents.bounded());
  }

  /**
   * The same with what all projects share, where several scans share what may be kept in memory.
   *
   * @throws InvalidInputException with everything that is wrong with the selected components
   */
  public DesiredTree scan(
      SourceTree source, ComponentSelection selection, SharedFiles shared, HeldContents held)
      throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    KnownTrees known = new KnownTrees(cache, selection.isAll());
    known.of(source);
    TreeFilter filter = new TreeFilter(TreeListing.ignored(source, problems), selection);
    SortedSet<String> components = new TreeSet<>();
    TreeListing listed =
        TreeListing.of(
            source,
            filter,
            directory -> {
              if (directory.indexOf('/') < 0 && LayerName.problem(directory).isEmpty()) {
                components.add(LayerName.parse(directory).component().value());
              }
            },
            problems);
    SortedMap<String, List<SourceFile>> directories = listed.byDirectory(0);
    boolean sharesItself = !shared.isKnown() && directories.containsKey(LayerName.BASE);
    SourceTree from = source;
    TreeListing below = TreeListing.NOTHING;
    if (sharesItself) {
      below = new TreeListing(directories.remove(LayerName.BASE));
    } else if (shared.tree().isPresent()) {
      SourceTree tree = shared.tree().get();
      PrefixedTree told = new PrefixedTree(tree, LayerName.BASE + '/');
      known.of(told);
      TreeFilter rules =
          new TreeFilter(TreeListing.ignored(tree, problems), selection, told.prefix());
      below = TreeListing.of(told, rules, directory -> {}, problems);
      from = told;
    }
    FoundLayers layers = new FoundLayers(source, maxFileSize, problems);
    layers.add(directories, byComponent(below, selection, problems), from);
    problems.addAll(LayerRules.problems(layers.found()));
    SortedMap<LayerName, FileTree> trees = read(source, layers.found(), held, known, problems);
    return new DesiredTree(
        source.location(),
        selection,
        trees,
        layers.definitions(),
        sharesItself || shared.isKnown(),
        components,
        filter::covers);
  }

  private static SortedMap<ComponentName, List<SourceFile>> byComponent(
      TreeListing base, ComponentSelection selection, List<Problem> problems) {
    SortedMap<ComponentName, List<SourceFile>> components = new TreeMap<>();
    base.byDirectory(1)
        .forEach(
            (directory, files) ->
                ComponentName.problem(directory)
                    .ifPresentOrElse(
                        wrong ->
                            problems.add(
                                new Problem(ShownPath.of(LayerName.BASE + '/' + directory), wrong)),
                        () -> components.put(new ComponentName(directory), files)));
    components.keySet().removeIf(component -> !selection.includes(component));
    return components;
  }

  /**
   * Scans a tree that is one component itself: {@code component.yaml} stands directly in it.
   *
   * @throws InvalidInputException with everything that is wrong with it
   */
  public FileTree scanComponent(SourceTree source) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    KnownTrees known = new KnownTrees(cache, true);
    known.of(source);
    TreeFilter filter =
        new TreeFilter(TreeListing.ignored(source, problems), ComponentSelection.ALL);
    List<SourceFile> files = TreeListing.ofComponent(source, filter, problems).files();
    ComponentDefinition definition =
        FoundComponent.definitionFile("", files)
            .map(file -> FoundComponent.definition(source, file, problems))
            .orElse(ComponentDefinition.DEFAULT);
    SortedMap<LayerName, FoundComponent> found = new TreeMap<>();
    found.put(
        LayerName.of(new ComponentName("component")),
        FoundComponent.of(source, "", definition, definition.spec(), files, maxFileSize, problems));
    return read(source, found, HeldContents.bounded(), known, problems).values().iterator().next();
  }

  /**
   * The projects in a directory of projects: its directories, but for {@code .git}, {@value
   * LayerName#BASE} and what its {@code .orchignore} leaves out.
   *
   * @throws InvalidInputException when there is none, or with every name that is not legal
   */
  public Projects projects(SourceTree root) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    TreeFilter filter = new TreeFilter(TreeListing.ignored(root, problems), ComponentSelection.ALL);
    SortedSet<ProjectName> names = new TreeSet<>();
    boolean shared = false;
    for (String directory : TreeListing.directories(root, filter, problems)) {
      if (directory.equals(LayerName.BASE)) {
        shared = true;
      } else if (filter.enters(directory)) {
        ProjectName.problem(directory)
            .ifPresentOrElse(
                wrong -> problems.add(new Problem(ShownPath.of(directory), wrong)),
                () -> names.add(new ProjectName(directory)));
      }
    }
    if (names.isEmpty() && problems.isEmpty()) {
      problems.add(new Problem(root.location(), "expected a directory for each project"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          root.location() + " is not a valid directory of projects", problems);
    }
    return new Projects(names, shared);
  }

  /**
   * What is in a directory of projects.
   *
   * @param shared whether there is a directory of what all of them share
   */
  public record Projects(SortedSet<ProjectName> names, boolean shared) {
    public Projects {
      names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }
  }

  private SortedMap<LayerName, FileTree> read(
      SourceTree source,
      SortedMap<LayerName, FoundComponent> found,
      HeldContents held,
      KnownTrees known,
      List<Problem> problems)
      throws InterruptedException {
    SortedMap<LayerName, FileTree> trees =
        new ComponentReading(pool, progress, check, known).read(found, held, problems);
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
