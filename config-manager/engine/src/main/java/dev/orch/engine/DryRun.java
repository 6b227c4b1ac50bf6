package dev.orch.engine;

import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.state.Inventory;
import dev.orch.model.RefusedException;
import dev.orch.model.component.ActionList;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What an apply would do to a home.
 *
 * @param actions what would change, and what would be asked of the component for it
 * @param inTheWay what orch did not place and an apply would be held for; empty if that is adopted
 * @param drifted files that someone else changed or removed and that would be left so
 */
public record DryRun(ActionList actions, List<ConfigPath> inTheWay, List<ConfigPath> drifted) {
  public DryRun {
    inTheWay = List.copyOf(inTheWay);
    drifted = List.copyOf(drifted);
  }

  /**
   * Compares without touching anything, also while an agent holds the home. A home that does not
   * exist counts as empty.
   *
   * @throws dev.orch.model.CorruptDataException when the inventory cannot be understood
   * @throws RefusedException when an apply was interrupted or is under way
   */
  public static DryRun of(Path home, Manifest desired, HomeOptions options) throws IOException {
    if (!Files.exists(home)) {
      ChangeList changes = ChangeList.between(Manifest.EMPTY, desired);
      return new DryRun(ActionList.of(changes, desired.spec()), List.of(), List.of());
    }
    try (SecureRoot root = SecureRoot.open(home.toRealPath())) {
      return of(root, desired, options);
    }
  }

  private static DryRun of(SecureRoot root, Manifest desired, HomeOptions options)
      throws IOException {
    if (root.stat(OrchFiles.JOURNAL).isPresent()) {
      throw new RefusedException(
          "home " + root.path() + " is being changed, or an apply was interrupted",
          "Try again in a moment; if nothing runs there, apply or start the agent first.");
    }
    Inventory current = HomeDocuments.readInventory(root).orElse(Inventory.EMPTY);
    HomePlan plan = Planner.plan(root, current, desired, options);
    boolean specChanged = !current.manifest().spec().equals(desired.spec());
    ActionList actions = plan.plan(0, true, "", specChanged).actions(false);
    return new DryRun(actions, List.copyOf(plan.inTheWay()), List.copyOf(plan.drifted()));
  }
}
