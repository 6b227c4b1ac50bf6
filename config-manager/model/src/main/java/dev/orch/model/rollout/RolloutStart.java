package dev.orch.model.rollout;

import dev.orch.model.InstanceId;
import dev.orch.model.RefusedException;
import dev.orch.model.component.Canary;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.HealthCheck;
import dev.orch.model.component.RolloutSpec;
import dev.orch.model.instance.Labels;
import dev.orch.model.layer.ComponentState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The change that a rollout is about.
 *
 * @param id of the commit
 * @param revision its number
 * @param target what the component becomes
 * @param formerRevision the number of the revision before
 * @param former what the component was in it
 * @param underWay the rollout that is not complete yet and that this overtakes; null if none is
 */
public record RolloutStart(
    String id,
    long revision,
    ComponentState target,
    long formerRevision,
    ComponentState former,
    @Nullable Rollout underWay) {
  /** For fetching, and whatever else is not bounded by a time limit of the component's own. */
  private static final Duration SPARE_TIME = Duration.ofSeconds(30);

  /**
   * The rollout, or nothing if nobody is there to whom it could be rolled out.
   *
   * @param wanted how it is to go out
   * @param spec of the target, by whose time limits leases are
   * @param instances that are connected and run something, each with its labels
   * @throws RefusedException when canaries are chosen by labels that none of them has
   */
  public Optional<Rollout> begin(
      RolloutSpec wanted, ComponentSpec spec, SortedMap<InstanceId, Labels> instances) {
    if (instances.isEmpty()) {
      return Optional.empty();
    }
    Set<InstanceId> canaries = canaries(wanted.canary(), instances);
    Rollout.Plan plan =
        plan(
            Math.max(1, wanted.maxUnavailable().roundedDown(instances.size())),
            wanted.canary() instanceof Canary.Labelled,
            wanted.bake(),
            leaseLimit(spec));
    return Optional.of(
        new Rollout(
            plan,
            new TreeSet<>(canaries),
            canaries.isEmpty() ? Phase.ROLLING : Phase.CANARY,
            false,
            wanted.maxFailures(),
            underWay == null
                ? ""
                : "overtakes revision " + underWay.plan().revision() + " on its way"));
  }

  /** Back to what is stable, without canaries, however many fail. */
  public Rollout abort(Rollout aborted) {
    return new Rollout(
        plan(aborted.plan().slots(), false, Duration.ZERO, aborted.plan().leaseLimit()),
        new TreeSet<>(),
        Phase.ROLLING,
        false,
        Integer.MAX_VALUE,
        "back from revision " + aborted.plan().revision());
  }

  private Rollout.Plan plan(int slots, boolean labelled, Duration bake, Duration leaseLimit) {
    Rollout before = underWay;
    if (before == null) {
      return new Rollout.Plan(
          id,
          revision,
          target,
          formerRevision,
          former,
          List.of(),
          slots,
          labelled,
          bake,
          leaseLimit);
    }
    List<ComponentState> superseded = new ArrayList<>(before.plan().superseded());
    superseded.add(before.plan().target());
    return new Rollout.Plan(
        id,
        revision,
        target,
        before.plan().stableRevision(),
        before.plan().stable(),
        superseded.stream().distinct().toList(),
        slots,
        labelled,
        bake,
        leaseLimit);
  }

  private static Set<InstanceId> canaries(Canary canary, SortedMap<InstanceId, Labels> instances) {
    Set<InstanceId> found = new HashSet<>();
    if (canary instanceof Canary.Labelled labelled) {
      instances.forEach(
          (id, labels) -> {
            if (labels.include(labelled.labels())) {
              found.add(id);
            }
          });
      if (found.isEmpty()) {
        throw new RefusedException(
            "no instance that is connected has the canary's labels " + labelled.labels(),
            "Start one with them, or choose how many go first: --canary 1.");
      }
    } else if (canary instanceof Canary.Some some && some.share().amount() > 0) {
      int count = Math.max(1, some.share().roundedUp(instances.size()));
      instances.keySet().stream().limit(count).forEach(found::add);
    }
    return found;
  }

  /** Twice all that one apply may take, since it may have to be taken back. */
  private static Duration leaseLimit(ComponentSpec spec) {
    Duration health = spec.healthCheck().map(HealthCheck::deadline).orElse(Duration.ZERO);
    Duration once = spec.command().timeout().multipliedBy(2).plus(health);
    return once.multipliedBy(2).plus(SPARE_TIME);
  }
}
