package dev.orch.model.revision;

import dev.orch.model.ComponentName;
import dev.orch.model.layer.LayerName;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which revision of a project is live.
 *
 * @param projectId made at random with the project, so that a wiped or foreign store is told apart
 *     from one that merely lags
 * @param revision its number; 0 before the first publish
 * @param cleared whether the project was cleared by this revision; it then has no component
 * @param components all components of the live revision, each in its layers
 * @param rollouts the components whose live state is, or was, rolled out a few instances at a time,
 *     each with the id of the rollout: what an instance should run, only that says
 */
public record Head(
    String projectId,
    long revision,
    boolean cleared,
    SortedMap<LayerName, ComponentHead> components,
    SortedMap<ComponentName, String> rollouts) {
  public Head {
    components = Collections.unmodifiableSortedMap(new TreeMap<>(components));
    rollouts = Collections.unmodifiableSortedMap(new TreeMap<>(rollouts));
  }

  /** Without a rollout. */
  public Head(
      String projectId,
      long revision,
      boolean cleared,
      SortedMap<LayerName, ComponentHead> components) {
    this(projectId, revision, cleared, components, new TreeMap<>());
  }

  /** The id of this component's rollout, if there is one. */
  public Optional<String> rollout(ComponentName name) {
    return Optional.ofNullable(rollouts.get(name));
  }

  /** The live state of this component itself, without other layers, if the revision has it. */
  public Optional<ComponentHead> component(ComponentName name) {
    return Optional.ofNullable(components.get(LayerName.of(name)));
  }

  /** The components of the live revision, whatever their layers. */
  public SortedSet<ComponentName> componentNames() {
    return components.keySet().stream()
        .map(LayerName::component)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
