package dev.orch.model.layer;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.revision.ComponentHead;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One component in a revision, in all its layers; the component itself is always one of them.
 *
 * @param layers from the lowest to the highest; unmodifiable
 */
public record ComponentState(SortedMap<LayerName, ComponentHead> layers) {
  /**
   * Checks the layers.
   *
   * @throws IllegalArgumentException when they are not of one component, or lack it itself
   */
  public ComponentState {
    layers = Collections.unmodifiableSortedMap(new TreeMap<>(layers));
    long components = layers.keySet().stream().map(LayerName::component).distinct().count();
    if (components != 1 || layers.keySet().stream().noneMatch(LayerName::isOwn)) {
      throw new IllegalArgumentException(
          "expected the layers of one component and itself, found " + layers.keySet());
    }
  }

  /** Of a component without other layers. */
  public static ComponentState of(ComponentName component, ComponentHead own) {
    return new ComponentState(new TreeMap<>(Map.of(LayerName.of(component), own)));
  }

  /** Of this component among all of a revision; nothing if the revision does not have it. */
  public static Optional<ComponentState> of(
      SortedMap<LayerName, ComponentHead> revision, ComponentName component) {
    if (!revision.containsKey(LayerName.of(component))) {
      return Optional.empty();
    }
    SortedMap<LayerName, ComponentHead> layers = new TreeMap<>();
    // All layers of a component stand together, that of all projects first.
    for (Map.Entry<LayerName, ComponentHead> layer :
        revision.tailMap(LayerName.shared(component)).entrySet()) {
      if (!layer.getKey().component().equals(component)) {
        break;
      }
      layers.put(layer.getKey(), layer.getValue());
    }
    return Optional.of(new ComponentState(layers));
  }

  /** The component itself. */
  public ComponentHead own() {
    for (Map.Entry<LayerName, ComponentHead> layer : layers.entrySet()) {
      if (layer.getKey().isOwn()) {
        return layer.getValue();
      }
    }
    throw new IllegalStateException("checked when it was made");
  }

  /** The layers that are seen from there. */
  public SortedMap<LayerName, ComponentHead> seenFrom(Viewpoint viewpoint) {
    SortedMap<LayerName, ComponentHead> seen = new TreeMap<>(layers);
    seen.keySet().removeIf(layer -> !viewpoint.sees(layer));
    return seen;
  }

  /** Whether every layer is the same, wherever it is held. */
  public boolean isSameAs(ComponentState other) {
    return digests().equals(other.digests());
  }

  private SortedMap<LayerName, Digest> digests() {
    SortedMap<LayerName, Digest> digests = new TreeMap<>();
    layers.forEach((layer, head) -> digests.put(layer, head.digest()));
    return digests;
  }
}
