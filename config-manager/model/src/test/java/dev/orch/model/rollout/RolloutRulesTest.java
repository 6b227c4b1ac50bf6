package dev.orch.model.rollout;

import static dev.orch.model.rollout.SimulatedFleet.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.InstanceId;
import dev.orch.model.layer.ComponentState;
import dev.orch.model.rollout.Decision.Run;
import dev.orch.model.rollout.Member.Running;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RolloutRulesTest {
  private static final ComponentState TARGET = state("new");
  private static final ComponentState STABLE = state("old");
  private static final ComponentState OVERTAKEN = state("overtaken");

  private static Rollout rollout(Phase phase, String... canaries) {
    return new Rollout(
        new Rollout.Plan(
            "id",
            12,
            TARGET,
            11,
            STABLE,
            List.of(OVERTAKEN),
            2,
            false,
            Duration.ofSeconds(30),
            Duration.ofSeconds(60)),
        new TreeSet<>(ids(canaries)),
        phase,
        false,
        1,
        "");
  }

  private static Set<InstanceId> ids(String... names) {
    return Arrays.stream(names).map(InstanceId::new).collect(Collectors.toSet());
  }

  private static Decision decide(Rollout rollout, Member.Running running) {
    return decide(rollout, running, false, false);
  }

  private static Decision decide(
      Rollout rollout, Member.Running running, boolean failed, boolean leased) {
    return RolloutRules.decide(
        rollout, new Member(new InstanceId("a"), running, failed, leased, false));
  }

  private static Situation situation(Set<InstanceId> healthy, Set<InstanceId> failed) {
    return new Situation(
        healthy, failed, Set.of(), new TreeSet<>(ids("a", "b", "c")), id -> true, Duration.ZERO);
  }

  @Test
  void beforeItsTurnAnInstanceKeepsWhatItRuns() {
    Rollout canary = rollout(Phase.CANARY, "b");
    assertThat(decide(canary, Running.KNOWN)).isEqualTo(new Decision(Run.KEEP, false));
    assertThat(decide(canary, Running.KNOWN)).isEqualTo(new Decision(Run.KEEP, false));
    assertThat(decide(rollout(Phase.BAKING, "b"), Running.KNOWN))
        .isEqualTo(new Decision(Run.KEEP, false));
  }

  @Test
  void atItsTurnItMayAskAndWithALeaseItRunsTheTarget() {
    assertThat(decide(rollout(Phase.CANARY, "a"), Running.KNOWN))
        .isEqualTo(new Decision(Run.KEEP, true));
    assertThat(decide(rollout(Phase.ROLLING, "b"), Running.KNOWN))
        .isEqualTo(new Decision(Run.KEEP, true));
    assertThat(decide(rollout(Phase.ROLLING), Running.KNOWN, false, true).run())
        .isEqualTo(Run.TARGET);
    assertThat(decide(rollout(Phase.ROLLING).paused(true), Running.KNOWN).mayAsk()).isFalse();
  }

  @Test
  void whoJoinsGetsTheStableStateUntilItIsItsTurn() {
    assertThat(decide(rollout(Phase.CANARY, "b"), Running.NOTHING))
        .isEqualTo(new Decision(Run.STABLE, false));
    assertThat(decide(rollout(Phase.HALTED), Running.OTHER))
        .isEqualTo(new Decision(Run.STABLE, false));
    assertThat(decide(rollout(Phase.ROLLING), Running.NOTHING))
        .isEqualTo(new Decision(Run.STABLE, true));
    assertThat(decide(rollout(Phase.COMPLETE), Running.NOTHING))
        .isEqualTo(new Decision(Run.TARGET, false));
  }

  @Test
  void whoFailedDoesNotAskAgain() {
    assertThat(decide(rollout(Phase.ROLLING), Running.KNOWN, true, false))
        .isEqualTo(new Decision(Run.KEEP, false));
  }

  @Test
  void afterAHaltALeaseThatWasNotUsedYetIsOfNoUse() {
    assertThat(decide(rollout(Phase.HALTED), Running.KNOWN, false, true))
        .isEqualTo(new Decision(Run.KEEP, false));
    assertThat(decide(rollout(Phase.HALTED), Running.TARGET).run()).isEqualTo(Run.TARGET);
  }

  @Test
  void whoIsUnhealthyWithTheTargetGoesBackOnceItHasALease() {
    InstanceId a = new InstanceId("a");
    for (Phase phase : List.of(Phase.BAKING, Phase.HALTED)) {
      Rollout rollout = rollout(phase, "a");
      assertThat(RolloutRules.decide(rollout, new Member(a, Running.TARGET, true, false, true)))
          .isEqualTo(new Decision(Run.TARGET, true));
      assertThat(RolloutRules.decide(rollout, new Member(a, Running.TARGET, true, true, true)))
          .isEqualTo(new Decision(Run.STABLE, false));
    }
  }

  @Test
  void aFailedCanaryHaltsAlthoughOthersMayFail() {
    Rollout halted =
        RolloutRules.advance(rollout(Phase.CANARY, "a"), situation(Set.of(), ids("a")));
    assertThat(halted.phase()).isEqualTo(Phase.HALTED);
    assertThat(halted.reason()).isEqualTo("canary a failed");
    Rollout rolling =
        RolloutRules.advance(rollout(Phase.ROLLING, "a"), situation(Set.of(), ids("b")));
    assertThat(rolling.phase()).isEqualTo(Phase.ROLLING);
    Rollout tooMany =
        RolloutRules.advance(rollout(Phase.ROLLING, "a"), situation(Set.of(), ids("b", "c")));
    assertThat(tooMany.reason()).isEqualTo("2 failed, and at most 1 may");
  }

  @Test
  void aCanaryThatIsGoneIsReplaced() {
    Situation gone =
        new Situation(
            Set.of(),
            Set.of(),
            Set.of(),
            new TreeSet<>(ids("a", "b", "c")),
            id -> !id.value().equals("a"),
            Duration.ZERO);
    assertThat(RolloutRules.advance(rollout(Phase.CANARY, "a"), gone).canaries())
        .containsExactly(new InstanceId("b"));
  }

  @Test
  void itBakesUntilItsTimeIsOver() {
    Rollout baking = rollout(Phase.BAKING, "a");
    Situation early = situation(ids("a"), Set.of());
    assertThat(RolloutRules.advance(baking, early)).isSameAs(baking);
    Situation late =
        new Situation(
            early.healthy(),
            Set.of(),
            Set.of(),
            early.known(),
            early.present(),
            Duration.ofSeconds(30));
    assertThat(RolloutRules.advance(baking, late).phase()).isEqualTo(Phase.ROLLING);
  }

  @Test
  void itIsCompleteWhenAllThatAreThereAreHealthyOrFailedAsAllowed() {
    Rollout rolling = rollout(Phase.ROLLING);
    assertThat(RolloutRules.advance(rolling, situation(ids("a", "b"), Set.of())).phase())
        .isEqualTo(Phase.ROLLING);
    assertThat(RolloutRules.advance(rolling, situation(ids("a", "b"), ids("c"))).phase())
        .isEqualTo(Phase.COMPLETE);
  }

  @Test
  void promotingForgivesWhatFailedUpToNow() {
    Rollout halted =
        RolloutRules.advance(rollout(Phase.CANARY, "a"), situation(Set.of(), ids("a", "b")));
    Rollout promoted = halted.promoted(2);
    assertThat(promoted.phase()).isEqualTo(Phase.ROLLING);
    assertThat(promoted.reason()).isEqualTo("promoted from HALTED");
    assertThat(RolloutRules.advance(promoted, situation(Set.of(), ids("a", "b"))).phase())
        .isEqualTo(Phase.ROLLING);
  }

  @Test
  void leasesOfAnEarlierRolloutWithMoreSlotsCount() {
    assertThat(Slots.free(3, Set.of(2, 4), 0)).hasValue(0);
    assertThat(Slots.free(3, Set.of(0, 2, 4), 0)).isEmpty();
    assertThat(Slots.free(1, Set.of(7), 0)).isEmpty();
    assertThat(Slots.free(2, Set.of(), 5)).hasValue(1);
  }
}
