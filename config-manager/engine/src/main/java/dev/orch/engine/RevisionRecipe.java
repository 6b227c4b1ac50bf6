package dev.orch.engine;

import dev.orch.engine.fs.Place;
import dev.orch.engine.fs.Stamp;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import java.util.Map;

/**
 * What the directory of a state of a versioned component is made from.
 *
 * @param state that it holds
 * @param former the directory of the state before it, which may be the home itself
 * @param unchanged files that lie there just as they shall be, with the stamps that they have
 */
record RevisionRecipe(Manifest state, Place former, Map<ConfigPath, Stamp> unchanged) {
  RevisionRecipe {
    unchanged = Map.copyOf(unchanged);
  }
}
