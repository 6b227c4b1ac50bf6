package dev.orch.publisher.guard;

import dev.orch.model.component.CanonicalName;

/** What may be allowed expressly. */
public enum Allowance {
  /** A tree without a single file. */
  EMPTY,
  /** More than half of a component's files, or a whole component, going away. */
  REMOVALS,
  /** A checkout that is older than what is published. */
  STALE;

  /** The option of the command line that allows it. */
  public String option() {
    return "--allow-" + CanonicalName.of(this);
  }
}
