package dev.orch.engine.remote;

import dev.orch.engine.Interrupts;
import dev.orch.engine.Outcome;
import dev.orch.engine.Reasons;
import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.engine.report.AppliedLookup.Applied;
import dev.orch.engine.state.FailedApply;
import dev.orch.engine.state.Inventory;
import dev.orch.engine.state.Journal.Direction;
import dev.orch.engine.state.Journal.Phase;
import dev.orch.engine.state.RemoteRecord;
import dev.orch.engine.state.RemoteRecord.UnderWay;
import dev.orch.model.Digest;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.component.ActionList;
import dev.orch.model.component.Change;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.Manifest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Carries one apply from a state that is placed to its end: what is affected is stopped, readers
 * are sent to the new state, what is affected is started; or, when that fails, back. Each step is
 * noted in the home before the next, so that any process can go on from there.
 */
final class RemoteApply {
  private static final Logger LOG = System.getLogger(RemoteApply.class.getName());

  /** How many states before the current one stay, for those who read them still. */
  private static final int OLDER = 2;

  private final URI home;
  private final RemoteNotes notes;
  private final RemoteStates states;
  private final Trigger trigger;
  private final Inventory next;
  private final @Nullable Inventory former;
  private final ActionList there;
  private final Move move;
  private UnderWay underWay;
  private boolean resumed;

  /**
   * Takes one up.
   *
   * @param former what is in place; null if nothing is
   * @param move done while what is affected is stopped, before readers are sent to the state
   * @param resumed whether an earlier process may have done the next step already
   */
  RemoteApply(
      URI home,
      RemoteNotes notes,
      RemoteStates states,
      Trigger trigger,
      Inventory next,
      @Nullable Inventory former,
      Move move,
      UnderWay underWay,
      boolean resumed) {
    this.home = home;
    this.notes = notes;
    this.states = states;
    this.trigger = trigger;
    this.next = next;
    this.former = former;
    this.move = move;
    this.there = changes(next.manifest(), former == null ? Manifest.EMPTY : former.manifest());
    this.underWay = underWay;
    this.resumed = resumed;
  }

  /** Which files it changes. Of the same state, those that are put right are not known any more. */
  private static ActionList changes(Manifest next, Manifest former) {
    if (!next.equals(former)) {
      return ActionList.of(ChangeList.between(former, next), next.spec());
    }
    List<Change> all = new ArrayList<>();
    next.files().values().forEach(file -> all.add(new Change.Modified(file, file)));
    return ActionList.of(new ChangeList(all, false), next.spec());
  }

  /** What has to be done in the home while nothing that is affected runs. */
  @FunctionalInterface
  interface Move {
    /** The state is a directory of its own, and nothing has to. */
    Move NOTHING = () -> {};

    void move() throws IOException, InterruptedException;
  }

  /**
   * Goes to the end.
   *
   * @throws IOException when a step cannot be done or noted; the next pass goes on from there
   * @throws dev.orch.model.OrchException likewise, also when another process has taken over
   */
  Outcome run() throws IOException, InterruptedException {
    if (underWay.direction() == Direction.FORWARD) {
      try {
        forward();
        return done();
      } catch (TriggerException e) {
        turnBack(e);
      } catch (IOException | RuntimeException e) {
        Interrupts.throwIfInterrupted(e);
        if (notes.isOvertaken() || e instanceof StoreUnavailableException) {
          throw e;
        }
        turnBack(e);
      }
    }
    return back();
  }

  private void forward() throws TriggerException, IOException, InterruptedException {
    if (underWay.phase() == Phase.STAGED) {
      trigger.prepare(context(false));
      reach(Phase.STOPPED);
    }
    if (underWay.phase() == Phase.STOPPED) {
      move.move();
      states.point(next.manifest().digest());
      reach(Phase.MOVED);
    }
    if (underWay.phase() == Phase.MOVED) {
      trigger.activate(context(false));
    }
  }

  private Outcome done() throws IOException {
    RemoteRecord before = notes.current();
    notes.write(before.holding(underWay.target(), older(before)));
    states.keepOnly(kept(notes.current()));
    return new Outcome.Applied(
        underWay.target().revision(),
        underWay.target().digest(),
        actions(false),
        List.of(),
        List.of());
  }

  /** What stays of the states before, the one that is left now first. */
  private List<Digest> older(RemoteRecord before) {
    Set<Digest> all = new LinkedHashSet<>();
    if (before.applied() != null) {
      all.add(before.applied().digest());
    }
    all.addAll(before.older());
    all.remove(underWay.target().digest());
    return all.stream().limit(OLDER).toList();
  }

  private static Set<Digest> kept(RemoteRecord now) {
    Set<Digest> kept = new LinkedHashSet<>(now.older());
    Stream.ofNullable(now.applied()).map(Applied::digest).forEach(kept::add);
    return kept;
  }

  private void turnBack(Exception failure) throws IOException {
    Reasons.log(
        LOG,
        Level.WARNING,
        "apply of revision " + underWay.target().revision() + " is taken back",
        failure);
    Phase from = underWay.phase() == Phase.STAGED ? Phase.MOVED : Phase.STAGED;
    resumed = false;
    write(new UnderWay(Direction.BACK, from, underWay.target(), Reasons.of(failure)));
  }

  private Outcome back() throws IOException, InterruptedException {
    String reason = underWay.reason();
    try {
      if (underWay.phase() == Phase.STAGED) {
        trigger.prepare(context(true));
        reach(Phase.STOPPED);
      }
    } catch (TriggerException e) {
      return new Outcome.Damaged(reason + "; and it cannot be taken back: " + Reasons.of(e));
    }
    if (underWay.phase() == Phase.STOPPED) {
      Applied applied = notes.current().applied();
      states.point(applied == null ? null : applied.digest());
      reach(Phase.MOVED);
    }
    List<String> reasons = new ArrayList<>(List.of(reason));
    try {
      trigger.undo(context(true));
    } catch (TriggerException | RuntimeException e) {
      Interrupts.throwIfInterrupted(e);
      Reasons.log(LOG, Level.ERROR, "the former state of " + home + " could not be started", e);
      reasons.add("and the former state could not be started: " + Reasons.of(e));
    }
    String all = String.join("; ", reasons);
    FailedApply failed =
        new FailedApply(underWay.target().revision(), underWay.target().digest(), all);
    notes.write(notes.current().withUnderWay(null).withFailed(failed));
    return new Outcome.Failed(failed.revision(), failed.digest(), all, true);
  }

  private void reach(Phase phase) throws IOException {
    write(underWay.at(phase));
    resumed = false;
  }

  private void write(UnderWay now) throws IOException {
    notes.write(notes.current().withUnderWay(now));
    underWay = now;
  }

  private ActionList actions(boolean undoing) {
    Manifest before = former == null ? Manifest.EMPTY : former.manifest();
    return undoing
        ? new ActionList(ChangeList.between(next.manifest(), before), there.reaction())
        : there;
  }

  private TriggerContext context(boolean undoing) throws IOException {
    ComponentSpec after = next.manifest().spec();
    ComponentSpec before = former == null ? null : former.manifest().spec();
    Applied applied = notes.current().applied();
    long formerRevision = applied == null ? 0 : applied.revision();
    return new TriggerContext(
        undoing ? formerRevision : underWay.target().revision(),
        home,
        actions(undoing),
        undoing ? after : before,
        undoing ? before : after,
        undoing,
        resumed);
  }
}
