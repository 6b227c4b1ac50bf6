package dev.orch.publisher.scan;

import dev.orch.model.ComponentName;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.layer.LayeredTree;
import dev.orch.publisher.spec.ComponentDefinition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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
  private final SortedMap<LayerName, FileTree> components;
  private final Map<ComponentName, ComponentDefinition> definitions;
  private final boolean knowsShared;
  private final SortedSet<String> componentNames;
  private final Predicate<String> covers;

  DesiredTree(
      String location,
      ComponentSelection selection,
      SortedMap<LayerName, FileTree> components,
      Map<ComponentName, ComponentDefinition> definitions,
      boolean knowsShared,
      Set<String> componentNames,
      Predicate<String> covers) {
    this.location = location;
    this.selection = selection;
    this.components = Collections.unmodifiableSortedMap(new TreeMap<>(components));
    this.definitions = Map.copyOf(definitions);
    this.knowsShared = knowsShared;
    this.componentNames = Collections.unmodifiableSortedSet(new TreeSet<>(componentNames));
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

  /** The components found among those asked for, each in its layers. */
  public SortedMap<LayerName, FileTree> components() {
    return components;
  }

  /** What the component's {@code component.yaml} says; the defaults if it is not in the tree. */
  public ComponentDefinition definition(ComponentName component) {
    return definitions.getOrDefault(component, ComponentDefinition.DEFAULT);
  }

  /**
   * What an instance would run that sees this layer of a component, and no other that is not for
   * all: what all projects share, the component itself, and the layer.
   *
   * @throws IllegalArgumentException when it is not a layer of this tree
   */
  public FileTree whole(LayerName layer) {
    Map<LayerName, FileTree> seen = new LinkedHashMap<>();
    ComponentName component = layer.component();
    for (LayerName name : List.of(LayerName.shared(component), LayerName.of(component), layer)) {
      FileTree tree = components.get(name);
      if (tree != null) {
        seen.put(name, tree);
      }
    }
    if (!seen.containsKey(layer)) {
      throw new IllegalArgumentException(location + " has no component " + layer);
    }
    return seen.size() == 1 ? seen.values().iterator().next() : LayeredTree.of(seen);
  }

  /** Whether it was looked for what all projects share: then what is not here is to go. */
  public boolean knowsShared() {
    return knowsShared;
  }

  /** Names of all components that it has componentNames of, also of those not asked for. */
  public SortedSet<String> componentNames() {
    return componentNames;
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
