package dev.orch.model.rollout;

import dev.orch.model.InstanceId;
import dev.orch.model.layer.ComponentState;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One change of one component on its way to the instances.
 *
 * @param plan what was fixed when it began
 * @param canaries the instances that try it first
 * @param phase how far it is
 * @param paused whether someone stopped it for now: nobody begins, and no phase is left
 * @param maxFailures how many instances may fail
 * @param reason why it is in this phase, one line; empty if there is nothing to say
 */
public record Rollout(
    Plan plan,
    SortedSet<InstanceId> canaries,
    Phase phase,
    boolean paused,
    int maxFailures,
    String reason) {
  public Rollout {
    canaries = Collections.unmodifiableSortedSet(new TreeSet<>(canaries));
  }

  /**
   * What stays as it is for as long as the rollout lasts.
   *
   * @param id made at random with the commit that began it; head names it
   * @param revision the number of the revision that began it
   * @param target what the instances come to
   * @param stableRevision the number of the revision that was stable before
   * @param stable what they come from, and what those get that join before it is their turn
   * @param superseded targets of earlier rollouts that were overtaken: who runs one keeps it until
   *     it is its turn
   * @param slots how many instances at most are between stop and healthy at a time
   * @param labelled whether canaries were chosen by labels, so that no other can stand in for one
   * @param bake how long it has to last on the canaries
   * @param leaseLimit how long a lease counts after its holder was last heard of
   */
  public record Plan(
      String id,
      long revision,
      ComponentState target,
      long stableRevision,
      ComponentState stable,
      List<ComponentState> superseded,
      int slots,
      boolean labelled,
      Duration bake,
      Duration leaseLimit) {
    /** The most targets of overtaken rollouts that are remembered. */
    public static final int MAX_SUPERSEDED = 50;

    /**
     * Checks the numbers; of too many overtaken targets the oldest are forgotten.
     *
     * @throws IllegalArgumentException when there is no slot
     */
    public Plan {
      if (slots < 1) {
        throw new IllegalArgumentException("expected at least one slot, found " + slots);
      }
      superseded =
          List.copyOf(
              superseded.subList(
                  Math.max(0, superseded.size() - MAX_SUPERSEDED), superseded.size()));
    }

    /** All that instances may run while it lasts. */
    public Stream<ComponentState> states() {
      return Stream.concat(Stream.of(target, stable), superseded.stream());
    }
  }

  Rollout in(Phase next, String why) {
    return new Rollout(plan, canaries, next, paused, maxFailures, why);
  }

  Rollout withCanaries(Collection<InstanceId> others) {
    return new Rollout(plan, new TreeSet<>(others), phase, paused, maxFailures, reason);
  }

  /** The same, with nobody beginning, or going on. */
  public Rollout paused(boolean pause) {
    return new Rollout(plan, canaries, phase, pause, maxFailures, reason);
  }

  /**
   * The same, with all instances following now: whatever the canaries do, and with the failures up
   * to now forgiven.
   *
   * @param failures how many instances have failed up to now
   */
  public Rollout promoted(int failures) {
    return phase == Phase.COMPLETE
        ? this
        : new Rollout(
            plan,
            canaries,
            Phase.ROLLING,
            false,
            Math.max(maxFailures, failures),
            phase == Phase.ROLLING ? reason : "promoted from " + phase);
  }
}
