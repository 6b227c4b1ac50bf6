package dev.orch.publisher.scan;

import dev.orch.model.ComponentName;
import dev.orch.model.layer.LayerName;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which components a command is limited to.
 *
 * @param named those and no other; all if empty
 */
public record ComponentSelection(SortedSet<ComponentName> named) {
  /** No limit. */
  public static final ComponentSelection ALL = new ComponentSelection(new TreeSet<>());

  public ComponentSelection {
    named = Collections.unmodifiableSortedSet(new TreeSet<>(named));
  }

  /** These; all if there are none. */
  public static ComponentSelection of(Collection<ComponentName> named) {
    return new ComponentSelection(new TreeSet<>(named));
  }

  /** Whether there is no limit. */
  public boolean isAll() {
    return named.isEmpty();
  }

  /** Whether the command concerns it. */
  public boolean includes(ComponentName component) {
    return named.isEmpty() || named.contains(component);
  }

  /** Whether the command concerns the component that this is a layer of. */
  public boolean includes(LayerName layer) {
    return includes(layer.component());
  }

  boolean includesDirectory(String name) {
    return named.isEmpty()
        || name.equals(LayerName.BASE)
        || named.stream()
            .anyMatch(it -> name.equals(it.value()) || name.startsWith(LayerName.overrides(it)));
  }
}
