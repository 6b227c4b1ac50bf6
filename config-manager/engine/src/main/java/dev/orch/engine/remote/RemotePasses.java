package dev.orch.engine.remote;

import dev.orch.engine.DesiredSource;
import dev.orch.engine.DesiredState;
import dev.orch.engine.Outcome;
import dev.orch.engine.Reasons;
import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.engine.report.AppliedLookup.Applied;
import dev.orch.engine.standby.Standby;
import dev.orch.engine.standby.StandbyPasses;
import dev.orch.engine.state.FailedApply;
import dev.orch.engine.state.Inventory;
import dev.orch.engine.state.Journal.Direction;
import dev.orch.engine.state.Journal.Phase;
import dev.orch.engine.state.RemoteRecord.UnderWay;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.component.ActionList;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.DriftPolicy;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.component.Reaction;
import dev.orch.model.home.RemoteHome;
import dev.orch.model.path.ConfigPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings a home that is not on this machine to the state that a source desires, one pass at a time.
 * The component's layout does not matter: such a home is always versioned.
 */
public final class RemotePasses extends StandbyPasses {
  private static final Logger LOG = System.getLogger(RemotePasses.class.getName());

  private final RemoteHome home;
  private final RemoteNotes notes;
  private final RemoteStates states;
  private final Trigger trigger;

  private boolean ensured;

  /** What was in place when it was last read: one of 20,000 files is 3 MB, at every look. */
  private @Nullable Inventory inPlace;

  /**
   * Creates it from its parts, which stay their owners' to close.
   *
   * @param standby asked before anything is done
   */
  public RemotePasses(
      DesiredSource source, RemoteHome home, RemoteNotes notes, Trigger trigger, Standby standby) {
    super(source, notes, standby);
    this.home = home;
    this.notes = notes;
    this.states = new RemoteStates(home);
    this.trigger = trigger;
  }

  @Override
  protected boolean isComplete() throws IOException {
    return notes.current().applied() != null && notes.current().underWay() == null;
  }

  @Override
  protected Outcome act(DesiredState.Present state, boolean retry)
      throws IOException, InterruptedException {
    UnderWay unfinished = notes.refresh().underWay();
    if (unfinished != null) {
      Outcome finished = finish(unfinished, state);
      if (finished instanceof Outcome.Damaged
          || unfinished.target().digest().equals(state.digest())) {
        return finished;
      }
    }
    if (retry && notes.current().failed() != null) {
      notes.write(notes.current().withFailed(null));
    }
    Applied applied = notes.current().applied();
    if (applied != null && applied.digest().equals(state.digest())) {
      return upToDate(state, applied);
    }
    FailedApply failed = notes.current().failed();
    if (failed != null
        && failed.revision() == state.revision()
        && failed.digest().equals(state.digest())) {
      return ensure(new Outcome.Failed(failed.revision(), failed.digest(), failed.reason(), true));
    }
    return bring(state);
  }

  /** A heal that was begun is done again, as long as its state is desired. */
  private Outcome finish(UnderWay unfinished, DesiredState.Present state)
      throws IOException, InterruptedException {
    Inventory next = states.inventory(unfinished.target().digest());
    boolean heals =
        unfinished.direction() == Direction.FORWARD
            && unfinished.target().digest().equals(state.digest());
    RemoteApply.Move move = heals ? () -> heal(next, state) : RemoteApply.Move.NOTHING;
    return run(next, move, unfinished, true);
  }

  private Outcome run(Inventory next, RemoteApply.Move move, UnderWay underWay, boolean resumed)
      throws IOException, InterruptedException {
    Outcome outcome =
        new RemoteApply(
                home.location(), notes, states, trigger, next, former(), move, underWay, resumed)
            .run();
    boolean restarted =
        outcome instanceof Outcome.Applied applied
            && applied.actions().reaction() == Reaction.RESTART;
    ensured |= restarted || outcome instanceof Outcome.Failed;
    return outcome;
  }

  private void heal(Inventory inventory, DesiredState.Present state)
      throws IOException, InterruptedException {
    List<FileEntry> changed = states.changed(inventory);
    if (!changed.isEmpty()) {
      states.heal(inventory.manifest(), changed, open(state));
    }
  }

  /** What is in place; null if nothing is, or if what it is cannot be told any more. */
  private @Nullable Inventory former() throws IOException {
    Applied applied = notes.current().applied();
    if (applied == null) {
      return null;
    }
    try {
      return inventory(applied);
    } catch (FileNotFoundException | CorruptDataException e) {
      Reasons.log(LOG, Level.WARNING, "all files of " + home.location() + " count as new", e);
      return null;
    }
  }

  private Inventory inventory(Applied applied) throws IOException {
    Inventory known = inPlace;
    if (known == null || !known.manifest().digest().equals(applied.digest())) {
      known = states.inventory(applied.digest());
      inPlace = known;
    }
    return known;
  }

  private FileTree open(DesiredState.Present state) throws IOException, InterruptedException {
    Inventory known = inPlace;
    FileTree tree = state.open(known == null ? Manifest.EMPTY : known.manifest());
    if (!tree.manifest().digest().equals(state.digest())) {
      throw new CorruptDataException(
          "the manifest of revision " + state.revision(),
          "expected digest " + state.digest() + ", found " + tree.manifest().digest(),
          null);
    }
    return tree;
  }

  private Outcome bring(DesiredState.Present state) throws IOException, InterruptedException {
    states.place(open(state), state.revision());
    return begin(state, states.inventory(state.digest()), RemoteApply.Move.NOTHING);
  }

  private Outcome begin(DesiredState.Present state, Inventory next, RemoteApply.Move move)
      throws IOException, InterruptedException {
    Applied target = new Applied(state.revision(), state.digest());
    UnderWay begun = new UnderWay(Direction.FORWARD, Phase.STAGED, target, "");
    notes.write(notes.current().withUnderWay(begun));
    return run(next, move, begun, false);
  }

  private Outcome upToDate(DesiredState.Present state, Applied applied)
      throws IOException, InterruptedException {
    Inventory inventory = soundInventory(state, applied);
    Optional<Digest> pointer = states.pointer();
    if (pointer.isPresent() && !pointer.get().equals(state.digest())) {
      // From an agent that was overtaken while it wrote it.
      states.point(state.digest());
    }
    List<ConfigPath> drifted = new ArrayList<>();
    states.changed(inventory).forEach(file -> drifted.add(file.path()));
    if (pointer.isEmpty()) {
      drifted.add(RemotePlaces.CURRENT_PATH);
    }
    if (!drifted.isEmpty() && inventory.manifest().spec().drift() == DriftPolicy.HEAL) {
      return begin(state, inventory, () -> heal(inventory, state));
    }
    if (applied.revision() != state.revision() || notes.current().failed() != null) {
      Applied now = new Applied(state.revision(), state.digest());
      notes.write(notes.current().holding(now, notes.current().older()));
    }
    return ensure(new Outcome.UpToDate(state.revision(), state.digest(), drifted));
  }

  /** Of what is in place; its directory is made again when someone has removed it. */
  private Inventory soundInventory(DesiredState.Present state, Applied applied)
      throws IOException, InterruptedException {
    try {
      return inventory(applied);
    } catch (FileNotFoundException | CorruptDataException e) {
      Reasons.log(LOG, Level.WARNING, "a state of " + home.location() + " is placed again", e);
      states.place(open(state), state.revision());
      return inventory(applied);
    }
  }

  /** Once, sees to it that what should run on the home does. */
  private Outcome ensure(Outcome outcome) throws IOException, InterruptedException {
    Applied applied = notes.current().applied();
    if (ensured || applied == null) {
      return outcome;
    }
    ComponentSpec spec = inventory(applied).manifest().spec();
    ActionList nothing = new ActionList(new ChangeList(List.of(), false), Reaction.NOTHING);
    try {
      trigger.ensure(
          new TriggerContext(
              applied.revision(), home.location(), nothing, spec, spec, false, false));
      ensured = true;
      return outcome;
    } catch (TriggerException e) {
      Reasons.log(LOG, Level.WARNING, "what should run on " + home.location() + " does not", e);
      return new Outcome.Failed(applied.revision(), applied.digest(), Reasons.of(e), false);
    }
  }
}
