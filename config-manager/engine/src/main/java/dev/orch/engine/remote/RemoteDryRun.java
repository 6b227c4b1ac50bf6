package dev.orch.engine.remote;

import dev.orch.engine.DryRun;
import dev.orch.engine.report.AppliedLookup.Applied;
import dev.orch.engine.state.Inventory;
import dev.orch.model.RefusedException;
import dev.orch.model.component.ActionList;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.Manifest;
import dev.orch.model.home.RemoteHome;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.util.List;

/** What an apply would do to a home that is not on this machine. */
public final class RemoteDryRun {
  private RemoteDryRun() {}

  /**
   * Compares without touching anything. A home that does not exist counts as empty.
   *
   * @throws dev.orch.model.CorruptDataException when what is known of the home cannot be understood
   * @throws RefusedException when an apply was interrupted or is under way
   */
  public static DryRun of(RemoteHome home, Manifest desired) throws IOException {
    RemoteNotes notes = new RemoteNotes(home, "");
    if (notes.refresh().underWay() != null) {
      throw new RefusedException(
          "home " + home.location() + " is being changed, or an apply was interrupted",
          "Try again in a moment; if nothing runs there, apply or start the agent first.");
    }
    Applied applied = notes.current().applied();
    RemoteStates states = new RemoteStates(home);
    if (applied == null) {
      return new DryRun(actions(Manifest.EMPTY, desired), List.of(), List.of());
    }
    Inventory inventory = states.inventory(applied.digest());
    List<ConfigPath> drifted = states.changed(inventory).stream().map(FileEntry::path).toList();
    return new DryRun(actions(inventory.manifest(), desired), List.of(), drifted);
  }

  private static ActionList actions(Manifest former, Manifest desired) {
    return ActionList.of(ChangeList.between(former, desired), desired.spec());
  }
}
