package dev.orch.model.layer;

import dev.orch.model.InstanceId;
import dev.orch.model.instance.Labels;
import java.util.Optional;

/** Whom a layer of a component concerns. */
// Compared by hand, as ADR 33 has it: each short command does.
public sealed interface LayerScope {
  /** All instances in all projects that are published together. */
  record Shared() implements LayerScope {
    @Override
    public boolean equals(Object other) {
      return other instanceof Shared;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  /** All instances in the project: the component itself. */
  record Own() implements LayerScope {
    @Override
    public boolean equals(Object other) {
      return other instanceof Own;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  /**
   * Instances with this label.
   *
   * @param key not null, as {@link Labels} has it
   */
  record Labelled(String key, String value) implements LayerScope {
    /**
     * Checks the label.
     *
     * @throws IllegalArgumentException when it is not a legal label
     */
    public Labelled {
      Optional<String> problem = Labels.problem(key + '=' + value);
      if (problem.isPresent()) {
        throw new IllegalArgumentException(problem.get());
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Labelled that && key.equals(that.key) && value.equals(that.value);
    }

    @Override
    public int hashCode() {
      return key.hashCode() + 31 * value.hashCode();
    }
  }

  /** One instance. */
  record One(InstanceId instance) implements LayerScope {
    @Override
    public boolean equals(Object other) {
      return other instanceof One that && instance.equals(that.instance);
    }

    @Override
    public int hashCode() {
      return instance.hashCode();
    }
  }

  /** Where it stands in the order of layers, lowest first; those for labels share a rank. */
  default int rank() {
    if (this instanceof Shared) {
      return 0;
    }
    if (this instanceof Own) {
      return 1;
    }
    return this instanceof Labelled ? 2 : 3;
  }

  /** Whether some instance can have both, so that their files meet in one home. */
  default boolean meets(LayerScope other) {
    if (this instanceof Labelled a && other instanceof Labelled b) {
      return !a.key.equals(b.key) || a.value.equals(b.value);
    }
    if (this instanceof One a && other instanceof One b) {
      return a.equals(b);
    }
    return true;
  }
}
