package dev.orch.engine.rollout;

import dev.orch.engine.DesiredState;
import dev.orch.engine.Outcome;
import dev.orch.engine.StateChoice;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.report.AppliedLookup;
import dev.orch.engine.report.AppliedLookup.Applied;
import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.OrchException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.layer.ComponentState;
import dev.orch.model.revision.Head;
import dev.orch.model.rollout.ComponentRollouts;
import dev.orch.model.rollout.Decision;
import dev.orch.model.rollout.Lease;
import dev.orch.model.rollout.Member;
import dev.orch.model.rollout.Member.Running;
import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.Rollout;
import dev.orch.model.rollout.RolloutResult;
import dev.orch.model.rollout.RolloutRules;
import dev.orch.model.rollout.Standing;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows the rollouts of its component for one instance: asks whether it is its turn, takes a
 * lease before it desires what is rolled out, and gives it back with what came of it. Used by the
 * thread that makes the passes.
 */
final class Turns implements StateChoice {
  private static final System.Logger LOG = System.getLogger(Turns.class.getName());

  private final Supplier<ComponentRollouts> rollouts;
  private final ComponentName component;
  private final InstanceId instance;
  private final AppliedLookup applied;
  private final Runnable lookAgain;
  private final Runnable moved;
  private final LongSupplier nanoTime;
  private final Results results;

  /** Whether someone wants a failure forgotten that no look has forgotten yet. */
  private boolean retryAsked;

  /** The rollout whose target was found unhealthy here; null if none was. */
  private @Nullable String unhealthyWith;

  /** What the last look said; null if no rollout did. */
  private @Nullable Turn turn;

  /**
   * Creates it.
   *
   * @param rollouts asked only when a head names a rollout
   * @param applied what is in place
   * @param lookAgain called when it may be this instance's turn; from any thread
   * @param moved called when the rollout may be moved on
   */
  Turns(
      Supplier<ComponentRollouts> rollouts,
      ComponentName component,
      InstanceId instance,
      AppliedLookup applied,
      Runnable lookAgain,
      Runnable moved,
      LongSupplier nanoTime) {
    this.rollouts = rollouts;
    this.component = component;
    this.instance = instance;
    this.applied = applied;
    this.lookAgain = lookAgain;
    this.moved = moved;
    this.nanoTime = nanoTime;
    this.results = new Results(rollouts, instance);
  }

  @Override
  public Optional<DesiredState> choose(Head head, ComponentState live, States states)
      throws IOException, InterruptedException {
    Turn before = turn;
    turn = null;
    results.tellRest();
    Optional<String> marker = head.rollout(component);
    if (marker.isEmpty()) {
      retryAsked = false;
      if (before != null && before.lease() != null) {
        results.tell(before.lease(), before.lease().rollout(), null);
      }
      return Optional.of(states.present(head.revision(), live));
    }
    Optional<Standing> standing = rollouts.get().standing(instance);
    if (standing.isEmpty() || !standing.get().stored().rollout().plan().id().equals(marker.get())) {
      return Optional.empty();
    }
    return Optional.of(choose(head, withoutFailure(standing.get()), before, states));
  }

  /** The same, unless someone asked for another try; then without a failure. */
  private Standing withoutFailure(Standing standing) throws InterruptedException {
    if (!retryAsked) {
      return standing;
    }
    if (standing.failed().isPresent()) {
      rollouts.get().forgetFailure(instance, standing.stored().rollout().plan().id());
    }
    retryAsked = false;
    return new Standing(standing.stored(), standing.lease(), standing.healthy(), null);
  }

  private DesiredState choose(Head head, Standing standing, @Nullable Turn before, States states)
      throws IOException, InterruptedException {
    Rollout rollout = standing.stored().rollout();
    Rollout.Plan plan = rollout.plan();
    Lease lease = standing.lease();
    if (lease != null && !lease.rollout().equals(plan.id())) {
      results.tell(lease, lease.rollout(), null);
      lease = null;
    }
    Applied inPlace = applied.look().orElse(null);
    Digest digest = inPlace == null ? null : inPlace.digest();
    DesiredState.Present target = states.present(head.revision(), plan.target());
    ComponentState known = digest == null ? null : stateOf(plan, digest, states).orElse(null);
    Running running = running(target.digest(), digest, known);
    boolean failedBefore = standing.failed().isPresent();
    boolean leaves = running == Running.TARGET && failedBefore && leaves(rollout, lease);
    Decision decision =
        RolloutRules.decide(
            rollout, new Member(instance, running, failedBefore, lease != null, leaves));
    boolean taken = false;
    if (decision.mayAsk() && lease == null) {
      lease = rollouts.get().take(instance, standing.stored(), lookAgain).orElse(null);
      taken = lease != null;
    }
    boolean toTarget = leaves ? lease == null : decision.run() == Decision.Run.TARGET || taken;
    boolean healthy = standing.healthy();
    String failure = standing.failure();
    if (running == Running.TARGET && !leaves) {
      if (lease != null || !healthy || failure != null) {
        results.tell(lease, plan.id(), new RolloutResult.Healthy());
      }
      lease = null;
      healthy = true;
      failure = null;
    } else if (!toTarget && !leaves && lease != null) {
      results.tell(lease, plan.id(), null);
      lease = null;
    }
    turn =
        new Turn(
            standing.stored(),
            target.digest(),
            head.revision(),
            lease,
            leasedAt(before, lease, taken),
            leaves && lease != null,
            healthy,
            failure);
    if (!rollout.phase().isOver() || lease != null || decision.mayAsk()) {
      moved.run();
    }
    if (toTarget) {
      return target;
    }
    ComponentState state =
        decision.run() == Decision.Run.KEEP && known != null ? known : plan.stable();
    return inPlace == null || state.isSameAs(plan.stable())
        ? states.present(plan.stableRevision(), state)
        : states.present(inPlace.revision(), state);
  }

  /**
   * Whether an instance that runs the target and has failed is to leave it. Who was lost in its
   * turn and comes back with the target is not; nor is anyone when people let the others follow.
   */
  private boolean leaves(Rollout rollout, @Nullable Lease lease) {
    boolean stopping = rollout.phase() == Phase.BAKING || rollout.phase() == Phase.HALTED;
    return lease != null || (stopping && rollout.plan().id().equals(unhealthyWith));
  }

  /** The state of the rollout of which the instance sees just this, if there is one. */
  private static Optional<ComponentState> stateOf(Rollout.Plan plan, Digest seen, States states)
      throws InterruptedException {
    for (ComponentState state : plan.states().toList()) {
      if (states.present(plan.revision(), state).digest().equals(seen)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  private static Running running(
      Digest target, @Nullable Digest applied, @Nullable ComponentState known) {
    if (applied == null) {
      return Running.NOTHING;
    }
    if (target.equals(applied)) {
      return Running.TARGET;
    }
    return known == null ? Running.OTHER : Running.KNOWN;
  }

  /** A lease of an earlier process was taken at a time that is not known: long ago. */
  private long leasedAt(@Nullable Turn before, @Nullable Lease lease, boolean taken) {
    if (lease == null || taken) {
      return nanoTime.getAsLong();
    }
    return before != null && lease.equals(before.lease())
        ? before.leasedAt()
        : nanoTime.getAsLong() - Duration.ofDays(1).toNanos();
  }

  /**
   * What came of the pass: gives the lease back, if that was all that it was for.
   *
   * @return what is to be reported
   */
  Outcome after(Outcome outcome) throws InterruptedException {
    Turn now = turn;
    if (now == null) {
      return outcome;
    }
    Optional<RolloutResult> result = now.result(outcome);
    if (result.isPresent()) {
      if (now.lease() != null || !now.healthy()) {
        results.tell(now.lease(), now.id(), result.get());
        moved.run();
      }
      turn =
          now.ended(result.get() instanceof RolloutResult.Failed failure ? failure.reason() : null);
      return outcome;
    }
    if (now.leaves() && Turn.isSound(outcome)) {
      results.tell(now.lease(), now.id(), null);
      turn = now.ended(now.failure());
    }
    String failure = now.failure();
    if (failure != null && Turn.isSound(outcome)) {
      // What it runs is sound, but is not what was published, and that is for a reason.
      return new Outcome.Failed(now.headRevision(), now.target(), failure, true);
    }
    return outcome;
  }

  /**
   * Before anything is stopped: whether the lease still holds, with its whole time limit ahead.
   *
   * @return why not, or nothing
   */
  Optional<String> confirm(TriggerContext context) throws InterruptedException {
    Turn now = turn;
    if (now == null) {
      return context.resumed() ? confirmResumed(context) : Optional.empty();
    }
    if (now.lease() == null) {
      return Optional.empty();
    }
    Lease lease = now.lease();
    try {
      if (!rollouts.get().renew(instance, lease)) {
        return Optional.of("the lease ran out before anything was stopped");
      }
      turn = now.renewed(nanoTime.getAsLong());
      return Optional.empty();
    } catch (StoreUnavailableException e) {
      // Others can see that it is gone, and take its lease, only when the limit is over.
      Duration held = Duration.ofNanos(nanoTime.getAsLong() - now.leasedAt());
      boolean recent = held.multipliedBy(2).compareTo(now.rollout().plan().leaseLimit()) < 0;
      return recent
          ? Optional.empty()
          : Optional.of("ZooKeeper is out of reach, and the lease may run out");
    }
  }

  /** An earlier process took the lease for what is resumed; that may be long ago. */
  private Optional<String> confirmResumed(TriggerContext context) throws InterruptedException {
    boolean fresh = context.from() == null;
    if (fresh || context.to() == null || context.to().rollout().isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<Standing> standing = rollouts.get().standing(instance);
      boolean lost =
          standing
              .filter(it -> it.lease() == null)
              .map(it -> it.stored().rollout())
              .filter(it -> it.plan().revision() <= context.revision())
              .isPresent();
      return lost ? Optional.of("the lease ran out before anything was stopped") : Optional.empty();
    } catch (OrchException | UnsupportedOperationException e) {
      // What was begun has to come to an end, whether anyone can be asked or not.
      LOG.log(Level.INFO, "an apply is resumed without a look at its lease: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  /** The rollout in whose bake this instance is a canary that runs the target, if it is. */
  Optional<String> baking(Outcome outcome) {
    Turn now = turn;
    if (now == null || !now.healthy() || !Turn.isSound(outcome)) {
      return Optional.empty();
    }
    boolean bakes =
        now.rollout().phase() == Phase.BAKING && now.rollout().canaries().contains(instance);
    return bakes ? Optional.of(now.id()) : Optional.empty();
  }

  /** What runs was healthy, and is not any more: it counts as a failure, and it is to go back. */
  void foundUnhealthy(String reason) throws InterruptedException {
    Turn now = turn;
    if (now == null) {
      return;
    }
    try {
      if (rollouts.get().worsen(instance, now.stored(), reason)) {
        LOG.log(Level.WARNING, "going back: {0}", reason);
        unhealthyWith = now.id();
        moved.run();
      }
      lookAgain.run();
    } catch (StoreUnavailableException e) {
      LOG.log(Level.INFO, "that it is unhealthy is told later: {0}", e.getMessage());
    }
  }

  /** Someone wants it to be tried again: by the next look, whenever that succeeds. */
  void retry() {
    retryAsked = true;
  }
}
