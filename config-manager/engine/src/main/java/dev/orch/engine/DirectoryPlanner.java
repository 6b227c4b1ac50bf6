package dev.orch.engine;

import dev.orch.engine.fs.FileStat;
import dev.orch.engine.fs.Place;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.state.Inventory;
import dev.orch.engine.state.Step;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The directories of a plan: which have to be made, may be removed, or are not what they must be.
 */
final class DirectoryPlanner {
  /** Enough to see what is there; a directory can hold millions. */
  private static final int MAX_FOREIGN = 100;

  private final SecureRoot root;
  private final Place base;
  private final Inventory current;
  private final Manifest desired;
  private final boolean adopt;
  private final SortedSet<ConfigPath> inTheWay;

  private final Map<ConfigPath, Boolean> usable = new HashMap<>();
  private final Set<ConfigPath> deletedFiles = new HashSet<>();
  private final Set<ConfigPath> removedDirectories = new HashSet<>();
  private final List<Step> removals = new ArrayList<>();
  private final List<Step> asides = new ArrayList<>();
  private final List<Step> made = new ArrayList<>();
  private final Set<ConfigPath> madeDirectories = new HashSet<>();
  private final SortedSet<ConfigPath> afterwards = new TreeSet<>();

  DirectoryPlanner(
      SecureRoot root,
      Place base,
      Inventory current,
      Manifest desired,
      boolean adopt,
      SortedSet<ConfigPath> inTheWay) {
    this.root = root;
    this.base = base;
    this.current = current;
    this.desired = desired;
    this.adopt = adopt;
    this.inTheWay = inTheWay;
  }

  List<Step> removals() {
    return removals;
  }

  List<Step> asides() {
    return asides;
  }

  List<Step> made() {
    return made;
  }

  /** Directories that orch made and that will be there. */
  SortedSet<ConfigPath> afterwards() {
    return afterwards;
  }

  /** Whether the directory above is to be made, so that nothing can be below it now. */
  boolean isParentMade(ConfigPath path) {
    return path.parent().map(madeDirectories::contains).orElse(false);
  }

  void willDelete(ConfigPath file) {
    deletedFiles.add(file);
  }

  void aside(ConfigPath path) {
    asides.add(new Step.Aside(path));
  }

  /** Sees to the directories above a file; false if something is in the way of one of them. */
  boolean ensureParent(ConfigPath path) throws IOException {
    Optional<ConfigPath> parent = path.parent();
    return parent.isEmpty() || ensure(parent.get());
  }

  private boolean ensure(ConfigPath directory) throws IOException {
    Boolean known = usable.get(directory);
    if (known == null) {
      known = ensureParent(directory) && ensureItself(directory);
      usable.put(directory, known);
    }
    return known;
  }

  private boolean ensureItself(ConfigPath directory) throws IOException {
    Place place = base.child(directory);
    Optional<FileStat> stat = root.stat(place);
    if (stat.isPresent() && stat.get().isDirectory()) {
      if (NestedHomes.isHome(root, place)) {
        inTheWay.add(directory);
        return false;
      }
      return true;
    }
    if (stat.isPresent() && !deletedFiles.contains(directory)) {
      if (!adopt) {
        inTheWay.add(directory);
        return false;
      }
      aside(directory);
    }
    made.add(new Step.MakeDirectory(directory));
    madeDirectories.add(directory);
    afterwards.add(directory);
    return true;
  }

  /**
   * A file is to take the place of a directory: says whether it can, and if not, what is in the
   * way.
   */
  boolean makeWayAt(ConfigPath directory) throws IOException {
    SortedSet<ConfigPath> foreign = new TreeSet<>();
    boolean nested = collectForeign(directory, foreign);
    if (foreign.isEmpty()) {
      return true;
    }
    if (adopt && !nested) {
      aside(directory);
      return true;
    }
    inTheWay.addAll(foreign);
    return false;
  }

  /** Collects what orch did not make; returns whether there is a home among it. */
  private boolean collectForeign(ConfigPath directory, SortedSet<ConfigPath> foreign)
      throws IOException {
    if (!current.directories().contains(directory)) {
      foreign.add(directory);
    }
    boolean nested = NestedHomes.isHome(root, base.child(directory));
    for (String name : root.list(base.child(directory))) {
      if (foreign.size() >= MAX_FOREIGN) {
        break;
      }
      String child = directory.value() + "/" + name;
      if (ConfigPath.problem(child).isPresent()) {
        foreign.add(directory);
        continue;
      }
      ConfigPath path = new ConfigPath(child);
      boolean isDirectory = root.stat(base.child(path)).map(FileStat::isDirectory).orElse(false);
      if (isDirectory) {
        nested |= collectForeign(path, foreign);
      } else if (!deletedFiles.contains(path)) {
        foreign.add(path);
      }
    }
    return nested;
  }

  /** Plans to remove what orch made, nothing desired needs, and nobody else uses. */
  void removeUnneeded() throws IOException {
    if (current.directories().isEmpty()) {
      return;
    }
    Set<ConfigPath> needed = neededDirectories();
    List<ConfigPath> deepestFirst =
        new ArrayList<>(new TreeSet<>(current.directories()).descendingSet());
    for (ConfigPath directory : deepestFirst) {
      if (needed.contains(directory)) {
        afterwards.add(directory);
      } else if (root.stat(base.child(directory)).map(FileStat::isDirectory).orElse(false)) {
        if (willBeEmpty(directory)) {
          removals.add(new Step.RemoveDirectory(directory, desired.files().containsKey(directory)));
          removedDirectories.add(directory);
        } else {
          afterwards.add(directory);
        }
      }
    }
  }

  private Set<ConfigPath> neededDirectories() {
    Set<ConfigPath> needed = new HashSet<>();
    for (ConfigPath file : desired.files().keySet()) {
      Optional<ConfigPath> parent = file.parent();
      while (parent.isPresent() && needed.add(parent.get())) {
        parent = parent.get().parent();
      }
    }
    return needed;
  }

  private boolean willBeEmpty(ConfigPath directory) throws IOException {
    for (String name : root.list(base.child(directory))) {
      String child = directory.value() + "/" + name;
      if (ConfigPath.problem(child).isPresent()) {
        return false;
      }
      ConfigPath path = new ConfigPath(child);
      if (!deletedFiles.contains(path) && !removedDirectories.contains(path)) {
        return false;
      }
    }
    return true;
  }
}
