package dev.orch.model.layer;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.instance.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From where a component's layers are looked at: an instance with its labels, or nobody in
 * particular.
 *
 * @param instance absent where a home is served for several instances, which then see no layer that
 *     is for one of them
 */
public record Viewpoint(ComponentName component, @Nullable InstanceId instance, Labels labels) {
  /** Of this instance. */
  public static Viewpoint of(ComponentName component, InstanceId instance, Labels labels) {
    return new Viewpoint(component, instance, labels);
  }

  /** Of an instance as it reports. */
  public static Viewpoint of(InstanceStatus status) {
    return of(status.component(), status.id(), status.report().announced().labels());
  }

  /** Of nobody in particular: what all instances have in common. */
  public static Viewpoint common(ComponentName component) {
    return new Viewpoint(component, null, Labels.NONE);
  }

  /** Whether this layer is one of those seen from here. */
  public boolean sees(LayerName layer) {
    if (!layer.component().equals(component)) {
      return false;
    }
    if (layer.scope() instanceof LayerScope.Labelled label) {
      return labels.value(label.key()).filter(label.value()::equals).isPresent();
    }
    return !(layer.scope() instanceof LayerScope.One one) || one.instance().equals(instance);
  }

  /**
   * Those seen from here, from the lowest to the highest.
   *
   * @param precedence keys of labels, the weakest first; a key that it does not name is weaker than
   *     all that it names, and among such the order of the alphabet decides
   */
  public List<LayerName> order(Collection<LayerName> layers, List<String> precedence) {
    List<LayerName> seen = new ArrayList<>(layers.stream().filter(this::sees).toList());
    seen.sort(
        Comparator.comparingInt((LayerName layer) -> layer.scope().rank())
            .thenComparing(layer -> strength(layer, precedence))
            .thenComparing(LayerName::value));
    return List.copyOf(seen);
  }

  private static int strength(LayerName layer, List<String> precedence) {
    return layer.scope() instanceof LayerScope.Labelled label ? precedence.indexOf(label.key()) : 0;
  }
}
