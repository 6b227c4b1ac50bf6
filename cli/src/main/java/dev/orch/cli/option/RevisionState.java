package dev.orch.cli.option;

import dev.orch.model.ComponentName;
import dev.orch.model.revision.ComponentHead;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All components of a project in one state.
 *
 * @param number of the revision; 0 where nothing was ever published
 */
public record RevisionState(long number, SortedMap<ComponentName, ComponentHead> components) {
  public RevisionState {
    components = Collections.unmodifiableSortedMap(new TreeMap<>(components));
  }

  /**
   * One component.
   *
   * @throws dev.orch.cli.invocation.UsageException when there is none of this name
   */
  public ComponentHead component(ComponentName name) {
    return Known.of("component", name, components);
  }
}
