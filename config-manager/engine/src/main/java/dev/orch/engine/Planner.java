package dev.orch.engine;

import dev.orch.engine.fs.Place;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.state.Inventory;
import dev.orch.model.component.Manifest;
import java.io.IOException;

/** Plans an apply, however the files lie before and after it. */
final class Planner {
  private Planner() {}

  /** Touches nothing. */
  static HomePlan plan(SecureRoot root, Inventory current, Manifest desired, HomeOptions options)
      throws IOException {
    if (current.versioned() || Whereabouts.isVersioned(desired)) {
      return new VersionedPlanner(root, current, desired, options).plan();
    }
    return new HomePlanner(root, Place.ROOT, current, desired, options).plan();
  }
}
