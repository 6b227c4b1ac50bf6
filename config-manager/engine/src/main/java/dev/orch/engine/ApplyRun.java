package dev.orch.engine;

import dev.orch.engine.fs.HomeEffects;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.state.FailedApply;
import dev.orch.engine.state.Inventory;
import dev.orch.engine.state.Journal;
import dev.orch.engine.state.Journal.Direction;
import dev.orch.engine.state.Journal.Phase;
import dev.orch.engine.state.Plan;
import dev.orch.model.component.ActionList;
import dev.orch.model.component.ComponentSpec;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries an apply from its journal to its end: forward through the phases, or, when something
 * fails, back through them. Good for one apply.
 */
final class ApplyRun {
  private static final Logger LOG = System.getLogger(ApplyRun.class.getName());

  private final LocalHome home;
  private final SecureRoot root;
  private final HomeEffects effects;
  private final HomeDocuments documents;
  private final Trigger trigger;
  private final Plan plan;
  private final Inventory next;
  private final Inventory former;
  private Journal journal;

  /** Made when they are first needed: with thousands of files, that takes a while. */
  private @Nullable ActionList forwardActions;

  /** Whether an earlier process may have done the current step already. */
  private boolean resumed;

  private ApplyRun(
      LocalHome home,
      Trigger trigger,
      Journal journal,
      Plan plan,
      Inventory next,
      Inventory former,
      boolean resumed) {
    this.home = home;
    this.root = home.root();
    this.effects = home.effects();
    this.documents = home.documents();
    this.trigger = trigger;
    this.journal = journal;
    this.plan = plan;
    this.next = next;
    this.former = former;
    this.resumed = resumed;
  }

  /**
   * Takes up what a journal says.
   *
   * @throws IOException when what the journal needs cannot be read
   * @throws dev.orch.model.CorruptDataException when it is not what it must be
   */
  static ApplyRun resume(LocalHome home, Trigger trigger, Journal journal) throws IOException {
    HomeDocuments documents = home.documents();
    Plan plan = documents.plan(journal.plan());
    Inventory inPlace = documents.inventory().orElse(Inventory.EMPTY);
    Inventory next = documents.nextInventory().orElse(inPlace);
    Inventory former =
        plan.previous() ? documents.formerInventory().orElse(inPlace) : Inventory.EMPTY;
    return new ApplyRun(home, trigger, journal, plan, next, former, true);
  }

  /** Takes up what was just prepared. */
  static ApplyRun begin(
      LocalHome home, Trigger trigger, ApplyStart.Prepared prepared, Inventory former) {
    return new ApplyRun(
        home, trigger, prepared.journal(), prepared.plan(), prepared.next(), former, false);
  }

  /**
   * Goes to the end.
   *
   * @throws InterruptedException when the thread is interrupted; the journal stays
   */
  Outcome run() throws InterruptedException {
    if (journal.direction() == Direction.FORWARD) {
      Phase reached = journal.phase();
      try {
        forward();
        return finishForward();
      } catch (TriggerException | IOException | RuntimeException e) {
        Interrupts.throwIfInterrupted(e);
        Reasons.log(
            LOG, Level.WARNING, "apply of revision " + plan.revision() + " is taken back", e);
        boolean moved = reached != Phase.STAGED || journal.phase() != Phase.STAGED;
        turnBack(moved ? Phase.STAGED : Phase.MOVED, Reasons.of(e));
      }
    }
    return back();
  }

  private void forward() throws TriggerException, IOException, InterruptedException {
    if (journal.phase() == Phase.STAGED) {
      trigger.prepare(context(false));
      reach(Phase.STOPPED);
    }
    if (journal.phase() == Phase.STOPPED) {
      // The component may have changed directories while it ended.
      root.forget();
      new Mover(root, effects, plan, next, former).move(resumed);
      InventorySwap.forward(root, effects, documents, plan, next);
      reach(Phase.MOVED);
    }
    if (journal.phase() == Phase.MOVED) {
      trigger.activate(context(false));
    }
  }

  private Outcome finishForward() {
    try {
      if (journal.phase() == Phase.MOVED) {
        reach(Phase.ACTIVATED);
      }
      Outcome outcome =
          new Outcome.Applied(
              plan.revision(),
              plan.digest(),
              forwardActions(),
              List.of(),
              new Originals(root, effects, plan.originals()).all());
      documents.forgetFailed();
      end();
      return outcome;
    } catch (IOException e) {
      // It is applied and runs; the next pass sees the journal and tidies up.
      Reasons.log(
          LOG, Level.WARNING, "the end of an apply could not be noted; it is done again", e);
      return new Outcome.Applied(
          plan.revision(), plan.digest(), forwardActions(), List.of(), List.of());
    }
  }

  private Outcome back() throws InterruptedException {
    String reason = journal.reason();
    try {
      if (journal.phase() == Phase.STAGED) {
        trigger.prepare(context(true));
        reach(Phase.STOPPED);
      }
      if (journal.phase() == Phase.STOPPED) {
        root.forget();
        new Mover(root, effects, plan, next, former).moveBack();
        InventorySwap.back(root, effects, documents, plan);
        reach(Phase.MOVED);
      }
    } catch (TriggerException | IOException | RuntimeException e) {
      Interrupts.throwIfInterrupted(e);
      Reasons.log(
          LOG, Level.ERROR, "apply of revision " + plan.revision() + " cannot be taken back", e);
      return new Outcome.Damaged(reason + "; and it cannot be taken back: " + Reasons.of(e));
    }
    return finishBack(startFormer(reason));
  }

  private String startFormer(String reason) throws InterruptedException {
    if (journal.phase() != Phase.MOVED) {
      return reason;
    }
    try {
      trigger.undo(context(true));
      return reason;
    } catch (TriggerException | RuntimeException e) {
      Interrupts.throwIfInterrupted(e);
      Reasons.log(
          LOG, Level.ERROR, "the former state of " + root.path() + " could not be started", e);
      return reason + "; the former files are back, but: " + Reasons.of(e);
    }
  }

  private Outcome finishBack(String reason) {
    boolean remembered = false;
    try {
      documents.write(new FailedApply(plan.revision(), plan.digest(), reason));
      remembered = true;
      end();
    } catch (IOException e) {
      Reasons.log(LOG, Level.WARNING, "the end of a failed apply could not be noted", e);
    }
    return new Outcome.Failed(plan.revision(), plan.digest(), reason, remembered);
  }

  /** The apply is over once the journal is gone; what else lies about does not matter. */
  private void end() throws IOException {
    documents.removeJournal();
    new ApplyStart(home).discard();
    new OldRevisions(home).remove(documents.inventory());
  }

  private void reach(Phase phase) throws IOException {
    journal = journal.at(phase);
    documents.write(journal);
    resumed = false;
  }

  private void turnBack(Phase from, String reason) {
    journal = journal.back(from, reason);
    resumed = false;
    try {
      documents.write(journal);
    } catch (IOException e) {
      // Whoever finds the old journal goes forward, cannot, and comes back here.
      Reasons.log(LOG, Level.WARNING, "could not note that an apply is taken back", e);
    }
  }

  private TriggerContext context(boolean undoing) {
    ComponentSpec after = next.manifest().spec();
    ComponentSpec before = plan.previous() ? former.manifest().spec() : null;
    return new TriggerContext(
        undoing ? former.revision() : plan.revision(),
        root.path().toUri(),
        undoing ? plan.actions(true) : forwardActions(),
        undoing ? after : before,
        undoing ? before : after,
        undoing,
        resumed);
  }

  private ActionList forwardActions() {
    ActionList made = forwardActions;
    if (made == null) {
      made = plan.actions(false);
      forwardActions = made;
    }
    return made;
  }
}
