package dev.orch.publisher.scan;

import dev.orch.model.ComponentName;
import dev.orch.model.component.FileTree;
import dev.orch.publisher.spec.ComponentDefinition;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The sound components of a tree, as they shall become. */
public final class DesiredTree {
  private final String location;
  private final ComponentSelection selection;
  private final SortedMap<ComponentName, FileTree> components;
  private final Map<ComponentName, ComponentDefinition> definitions;
  private final SortedSet<String> directories;
  private final Predicate<String> covers;

  DesiredTree(
      String location,
      ComponentSelection selection,
      SortedMap<ComponentName, FileTree> components,
      Map<ComponentName, ComponentDefinition> definitions,
      Set<String> directories,
      Predicate<String> covers) {
    this.location = location;
    this.selection = selection;
    this.components = Collections.unmodifiableSortedMap(new TreeMap<>(components));
    this.definitions = Map.copyOf(definitions);
    this.directories = Collections.unmodifiableSortedSet(new TreeSet<>(directories));
    this.covers = covers;
  }

  /** Where it was found, as the user named it. */
  public String location() {
    return location;
  }

  /** What the scan was limited to. */
  public ComponentSelection selection() {
    return selection;
  }

  /** The components found among those asked for. */
  public SortedMap<ComponentName, FileTree> components() {
    return components;
  }

  /** What the component's {@code component.yaml} says; the defaults if it is not in the tree. */
  public ComponentDefinition definition(ComponentName component) {
    return definitions.getOrDefault(component, ComponentDefinition.DEFAULT);
  }

  /** Names of all directories that could be components, also of those not asked for. */
  public SortedSet<String> directories() {
    return directories;
  }

  /** Whether there is not one file in it. */
  public boolean isEmpty() {
    return components.values().stream().allMatch(tree -> tree.manifest().files().isEmpty());
  }

  /**
   * Whether a file at this path below the tree's root, existing or not, is one that counts: not
   * ignored, and in a component that was asked for.
   */
  public boolean covers(String path) {
    return covers.test(path);
  }
}
