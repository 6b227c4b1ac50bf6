package dev.orch.cli.option;

import dev.orch.model.ComponentName;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.ComponentHead;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All components of a project in one state.
 *
 * @param number of the revision; 0 where nothing was ever published
 */
public record RevisionState(long number, SortedMap<LayerName, ComponentHead> components) {
  public RevisionState {
    components = Collections.unmodifiableSortedMap(new TreeMap<>(components));
  }

  /** The layers of this component, or everything if it is null. */
  public List<LayerName> layers(@Nullable ComponentName component) {
    return components.keySet().stream()
        .filter(layer -> component == null || layer.component().equals(component))
        .toList();
  }

  /**
   * One layer of a component, as a rule the component itself.
   *
   * @throws dev.orch.cli.invocation.UsageException when there is none of this name
   */
  public ComponentHead component(LayerName name) {
    return Known.of("component", name, components);
  }
}
