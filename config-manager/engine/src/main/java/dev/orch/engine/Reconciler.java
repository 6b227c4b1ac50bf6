package dev.orch.engine;

import dev.orch.engine.state.FailedApply;
import dev.orch.engine.state.Inventory;
import dev.orch.engine.state.Journal;
import dev.orch.model.CorruptDataException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.component.ActionList;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.component.Reaction;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Brings a home to the state that a source desires, one pass at a time. Used by one thread at a
 * time.
 */
public final class Reconciler implements Passes {
  private static final Logger LOG = System.getLogger(Reconciler.class.getName());

  /** How often a pass begins anew because what it fetched was not what head had said. */
  private static final int MAX_LOOKS = 3;

  private final DesiredSource source;
  private final LocalHome home;
  private final Trigger trigger;
  private final Applier applier;

  /** Whether what should run on the home was started, or seen to, by this object. */
  private boolean ensured;

  /**
   * Creates it from its parts; the home stays its owner's to close.
   *
   * @param clock names the directories in which replaced originals are kept
   */
  public Reconciler(DesiredSource source, LocalHome home, Trigger trigger, Clock clock) {
    this.source = source;
    this.home = home;
    this.trigger = trigger;
    this.applier = new Applier(home, trigger, clock);
  }

  @Override
  public Optional<Outcome> recover() throws InterruptedException {
    try {
      Optional<Journal> journal = home.documents().journal();
      if (journal.isEmpty()) {
        new ApplyStart(home).discard();
        return Optional.empty();
      }
      return Optional.of(noteStart(ApplyRun.resume(home, trigger, journal.get()).run()));
    } catch (CorruptDataException | IOException e) {
      Interrupts.throwIfInterrupted(e);
      Reasons.log(LOG, Level.ERROR, "home " + home.directory() + " cannot be recovered", e);
      return Optional.of(new Outcome.Damaged(Reasons.of(e)));
    }
  }

  @Override
  public Outcome reconcile() throws InterruptedException {
    Optional<Outcome> recovered = recover();
    if (recovered.isPresent() && recovered.get() instanceof Outcome.Damaged damaged) {
      return damaged;
    }
    try {
      new OldRevisions(home).remove(home.documents().inventory());
    } catch (CorruptDataException | IOException e) {
      Interrupts.throwIfInterrupted(e);
      return new Outcome.Damaged(
          Reasons.of(e) + "; when it is removed, files with the published bytes are taken over");
    }
    return ensure(pass());
  }

  @Override
  public void retryFailed() throws IOException {
    home.documents().forgetFailed();
  }

  private Outcome pass() throws InterruptedException {
    String mismatch = "";
    for (int look = 0; look < MAX_LOOKS; look++) {
      try {
        return act(source.look());
      } catch (StoreUnavailableException e) {
        return unavailable(e);
      } catch (CorruptDataException | ContentMismatchException e) {
        Reasons.log(
            LOG, Level.WARNING, "what was fetched is not what head names; looking again", e);
        mismatch = Reasons.of(e);
      } catch (IOException e) {
        Interrupts.throwIfInterrupted(e);
        return unavailable(e);
      }
    }
    return new Outcome.Held(0, mismatch, List.of());
  }

  private Outcome unavailable(Exception e) {
    Reasons.log(LOG, Level.WARNING, "the source of " + home.directory() + " cannot be asked", e);
    boolean complete = isComplete();
    List<ConfigPath> drifted = complete ? drifted() : List.of();
    if (!drifted.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "home {0} is used with files that someone else changed: {1}",
          home.directory(),
          drifted);
    }
    return new Outcome.SourceUnavailable(Reasons.of(e), complete, drifted);
  }

  private Outcome act(DesiredState state) throws IOException, InterruptedException {
    if (state instanceof DesiredState.Present present) {
      try {
        return present(present);
      } catch (HomeAccessException e) {
        Interrupts.throwIfInterrupted(e);
        Reasons.log(LOG, Level.WARNING, "home " + home.directory() + " cannot be used", e);
        return new Outcome.Failed(present.revision(), present.digest(), Reasons.of(e), false);
      }
    } else if (state instanceof DesiredState.Hold hold) {
      return new Outcome.Held(0, hold.reason(), List.of());
    } else if (state instanceof DesiredState.Removed removed) {
      boolean everApplied = home.documents().inventory().isPresent();
      return everApplied ? new Outcome.Removed(removed.revision()) : new Outcome.Absent();
    } else if (state instanceof DesiredState.Cleared cleared) {
      return new Outcome.Cleared(cleared.revision());
    }
    return new Outcome.Absent();
  }

  private Outcome present(DesiredState.Present state) throws IOException, InterruptedException {
    Optional<Inventory> known = home.documents().inventory();
    Inventory current = known.orElse(Inventory.EMPTY);
    Optional<FailedApply> failed = failedBefore(state);
    boolean inPlace = known.isPresent() && current.manifest().digest().equals(state.digest());
    if (inPlace) {
      HomePlan plan = applier.plan(current, current.manifest());
      if (!plan.touchesFiles() && plan.inTheWay().isEmpty()) {
        return upToDate(state, current, plan);
      }
    }
    if (failed.isPresent()) {
      return new Outcome.Failed(state.revision(), state.digest(), failed.get().reason(), true);
    }
    return bring(state, current);
  }

  private Outcome upToDate(DesiredState.Present state, Inventory current, HomePlan plan)
      throws HomeAccessException {
    try {
      if (current.revision() != state.revision()) {
        home.documents().write(current.withStamps(plan.stamps()).withRevision(state.revision()));
      } else if (!current.stamps().equals(plan.stamps())) {
        home.documents().refine(current.withStamps(plan.stamps()));
      }
      home.documents().forgetFailed();
    } catch (IOException e) {
      throw new HomeAccessException(e);
    }
    return new Outcome.UpToDate(state.revision(), state.digest(), List.copyOf(plan.drifted()));
  }

  private Outcome bring(DesiredState.Present state, Inventory current)
      throws IOException, InterruptedException {
    FileTree tree = state.open(current.manifest());
    if (!tree.manifest().digest().equals(state.digest())) {
      throw new CorruptDataException(
          "the manifest of revision " + state.revision(),
          "expected digest " + state.digest() + ", found " + tree.manifest().digest(),
          null);
    }
    Optional<Outcome> unusable = Applier.unusable(state.revision(), tree.manifest());
    if (unusable.isPresent()) {
      return unusable.get();
    }
    HomePlan plan = applier.plan(current, tree.manifest());
    if (!plan.inTheWay().isEmpty()) {
      return new Outcome.Held(
          state.revision(),
          plan.inTheWay().size() + " in the way that orch did not place",
          List.copyOf(plan.inTheWay()));
    }
    return noteStart(applier.apply(current, plan, state.revision(), tree));
  }

  private Optional<FailedApply> failedBefore(DesiredState.Present state)
      throws HomeAccessException {
    try {
      return home.documents()
          .failed()
          .filter(failed -> failed.revision() == state.revision())
          .filter(failed -> failed.digest().equals(state.digest()));
    } catch (CorruptDataException e) {
      Reasons.log(
          LOG, Level.WARNING, "what failed last is not known any more; it may be tried again", e);
      return Optional.empty();
    } catch (IOException e) {
      throw new HomeAccessException(e);
    }
  }

  private Outcome noteStart(Outcome outcome) {
    boolean restarted =
        outcome instanceof Outcome.Applied applied
            && applied.actions().reaction() == Reaction.RESTART;
    ensured |= restarted || outcome instanceof Outcome.Failed;
    return outcome;
  }

  /** Once, sees to it that what should run on a complete home does. */
  private Outcome ensure(Outcome outcome) throws InterruptedException {
    if (ensured || outcome instanceof Outcome.Damaged || !isComplete()) {
      return outcome;
    }
    Optional<AppliedState> applied = applied();
    if (applied.isEmpty()) {
      return outcome;
    }
    ComponentSpec spec = applied.get().manifest().spec();
    ActionList nothing = new ActionList(new ChangeList(List.of(), false), Reaction.NOTHING);
    try {
      trigger.ensure(
          new TriggerContext(
              applied.get().revision(),
              home.directory().toUri(),
              nothing,
              spec,
              spec,
              false,
              false));
      ensured = true;
      return outcome;
    } catch (TriggerException | RuntimeException e) {
      Interrupts.throwIfInterrupted(e);
      Reasons.log(LOG, Level.WARNING, "what should run on " + home.directory() + " does not", e);
      return new Outcome.Failed(
          applied.get().revision(), applied.get().digest(), Reasons.of(e), false);
    }
  }

  private Optional<AppliedState> applied() {
    try {
      return home.applied();
    } catch (CorruptDataException | IOException e) {
      Reasons.log(LOG, Level.WARNING, "the inventory cannot be read", e);
      return Optional.empty();
    }
  }

  /**
   * Whether the last apply came to its end. What someone did to its files since is drift, which is
   * reported and keeps nothing from starting, whether the source can be asked or not; only a link
   * that does not lead to the files leaves nothing to start on.
   */
  private boolean isComplete() {
    try {
      Optional<AppliedState> applied = applied();
      return applied.isPresent()
          && isReachable(applied.get().manifest())
          && home.documents().journal().isEmpty();
    } catch (CorruptDataException | IOException e) {
      Reasons.log(LOG, Level.WARNING, "home " + home.directory() + " cannot be looked into", e);
      return false;
    }
  }

  /** The files of what is in place that are not as they were placed, as far as can be seen. */
  private List<ConfigPath> drifted() {
    try {
      Inventory current = home.documents().inventory().orElse(Inventory.EMPTY);
      HomePlan plan = applier.plan(current, current.manifest());
      SortedSet<ConfigPath> different = new TreeSet<>(plan.drifted());
      plan.puts().forEach(put -> different.add(put.path()));
      different.addAll(plan.inTheWay());
      return List.copyOf(different);
    } catch (CorruptDataException | IOException e) {
      Reasons.log(LOG, Level.WARNING, "home " + home.directory() + " cannot be looked through", e);
      return List.of();
    }
  }

  /** Whether the link, where there has to be one, leads to the files. */
  private boolean isReachable(Manifest state) throws IOException {
    return !Whereabouts.isVersioned(state)
        || (LinkPlan.of(home.root(), true, state.digest(), false).says(state.digest())
            && home.root().stat(Whereabouts.directory(state)).isPresent());
  }
}
