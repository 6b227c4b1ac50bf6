package dev.orch.model.component;

import dev.orch.model.instance.Labels;

/** Which instances try a change before all others. */
public sealed interface Canary {
  /** None: all are equal from the start. */
  Canary NONE = new Some(Share.of(0));

  /** So many, the first by their ids; at least one unless it is none at all. */
  record Some(Share share) implements Canary {}

  /** All that have these labels. */
  record Labelled(Labels labels) implements Canary {}
}
