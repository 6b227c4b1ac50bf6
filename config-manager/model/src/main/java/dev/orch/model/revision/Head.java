package dev.orch.model.revision;

import dev.orch.model.ComponentName;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which revision of a project is live.
 *
 * @param projectId made at random with the project, so that a wiped or foreign store is told apart
 *     from one that merely lags
 * @param revision its number; 0 before the first publish
 * @param cleared whether the project was cleared by this revision; it then has no component
 * @param components all components of the live revision
 */
public record Head(
    String projectId,
    long revision,
    boolean cleared,
    SortedMap<ComponentName, ComponentHead> components) {
  public Head {
    components = Collections.unmodifiableSortedMap(new TreeMap<>(components));
  }

  /** The live state of this component, if the revision has it. */
  public Optional<ComponentHead> component(ComponentName name) {
    return Optional.ofNullable(components.get(name));
  }
}
