package dev.orch.robustness.rollout;

import static dev.orch.robustness.rollout.Fleet.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.InstanceId;
import dev.orch.model.event.EventKind;
import dev.orch.model.event.RecordedEvent;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.revision.Head;
import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.Rollout;
import dev.orch.model.rollout.RolloutProgress;
import dev.orch.testing.Await;
import dev.orch.testing.ZooKeeperServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fleets of real agents on a real server. */
@Timeout(300)
final class RolloutTest {
  private static final int COUNT = 8;

  @TempDir private Path directory;
  private ZooKeeperServer server;
  private Fleet fleet;

  @BeforeEach
  void create() throws Exception {
    server = ZooKeeperServer.start();
    fleet = new Fleet(server.connectString(), directory);
  }

  @AfterEach
  void close() {
    fleet.close();
    server.close();
  }

  /** All run the first revision. */
  private void settled(String... rollout) throws Exception {
    long first = fleet.publish("one", rollout);
    fleet.start(0, COUNT);
    fleet.awaitReports(COUNT, first);
    fleet.programs.forget();
  }

  @Test
  void aChangeGoesToAFewAtATimeAndReachesAll() throws Exception {
    settled("maxUnavailable", "2");
    long second = fleet.publish("two", "maxUnavailable", "2");
    fleet.awaitPhase(second, Phase.COMPLETE);
    fleet.awaitContent("two", 0, COUNT);
    fleet.awaitReports(COUNT, second);
    assertThat(fleet.programs.most()).isBetween(1, 2);
    assertThat(fleet.programs.stopped()).hasSize(COUNT).doesNotHaveDuplicates();
    RolloutProgress progress = fleet.rollouts.progress(fleet.rollout());
    assertThat(progress.healthy()).hasSize(COUNT);
    assertThat(progress.leases()).isEmpty();
  }

  @Test
  void aChangeForOneInstanceIsItsTurnAloneAndIsKeptWhenTheOthersFollow() throws Exception {
    settled("canary", "1");
    InstanceId one = id(3);
    long second = fleet.publish(Map.of(one, "other"), "one", "canary", "1");
    fleet.awaitPhase(second, Phase.COMPLETE);
    fleet.awaitContent("other", 3, 4);
    assertThat(fleet.programs.stopped()).containsExactly(one);

    long third = fleet.publish(Map.of(one, "other"), "three", "canary", "1", "maxUnavailable", "4");
    fleet.awaitPhase(third, Phase.COMPLETE);
    fleet.awaitContent("three", 0, 3);
    fleet.awaitContent("other", 3, 4);
    fleet.awaitContent("three", 4, COUNT);
  }

  @Test
  void aBadChangeStopsAtTheCanaryWhichGoesBack() throws Exception {
    settled("canary", "1");
    long bad = fleet.publish("bad", "canary", "1", "maxUnavailable", "4");
    fleet.awaitPhase(bad, Phase.HALTED);
    fleet.awaitReport(
        id(0),
        status ->
            status.report().state() == InstanceState.FAILED
                && status.report().wantedRevision() == bad
                && status.report().error().orElse("").contains("does not run on this"));
    assertThat(fleet.rollout().reason()).isEqualTo("canary node-00 failed");
    Await.until(
        "the halt is recorded",
        Duration.ofSeconds(20),
        () ->
            fleet.store.events().after(Fleet.PROJECT, 0, 100).stream()
                .map(RecordedEvent::event)
                .anyMatch(
                    event ->
                        event.kind() == EventKind.HALTED
                            && event.revision() == bad
                            && "canary node-00 failed".equals(event.text())));
    assertThat(fleet.programs.stopped()).containsExactly(id(0));
    fleet.awaitContent("one", 0, COUNT);
    // Who joins now gets what is stable.
    fleet.start(id(COUNT));
    fleet.awaitContent("one", 0, COUNT + 1);

    long good = fleet.publish("good", "canary", "1", "maxUnavailable", "4");
    assertThat(fleet.rollout().plan().stableRevision()).isEqualTo(1);
    assertThat(fleet.rollout().reason()).contains("overtakes revision " + bad);
    fleet.awaitPhase(good, Phase.COMPLETE);
    fleet.awaitContent("good", 0, COUNT + 1);
  }

  @Test
  void whoIsAskedToTryAgainBeforeItsAgentHasLookedDoesSoWhenItLooks() throws Exception {
    settled("maxUnavailable", "4");
    InstanceId one = id(2);
    fleet.programs.breakDown(one);
    long second = fleet.publish("two", "maxUnavailable", "4", "maxFailures", "1");
    fleet.awaitPhase(second, Phase.COMPLETE);
    fleet.awaitReport(one, status -> status.report().state() == InstanceState.FAILED);
    fleet.stop(one);
    fleet.programs.mend(one);

    fleet.lookAfterRetry(one);

    assertThat(fleet.rollouts.standing(one).orElseThrow().failed()).isEmpty();
    fleet.start(one);
    fleet.store.instances().requestRetry(Fleet.PROJECT, Fleet.COMPONENT, one);
    fleet.awaitContent("two", 2, 3);
  }

  @Test
  void theCanaryGoesFirstAndTheOthersFollowOnceItHasBaked() throws Exception {
    settled("canary", "1");
    long second = fleet.publish("two", "canary", "1", "bake", "PT1S", "maxUnavailable", "8");
    fleet.awaitPhase(second, Phase.BAKING);
    assertThat(fleet.programs.stopped()).containsExactly(id(0));
    fleet.awaitContent("two", 0, 1);
    fleet.awaitPhase(second, Phase.COMPLETE);
    fleet.awaitContent("two", 0, COUNT);
  }

  @Test
  void aCanaryThatTurnsUnhealthyWhileItBakesHaltsTheRolloutAndGoesBack() throws Exception {
    settled("canary", "1");
    String[] rollout = {
      "canary", "2",
      "bake", "PT1H",
      "maxUnavailable", "1",
      "healthCheck.command", "echo asked >> asked; ! test -e sick",
      "healthCheck.interval", "PT0.05S",
      "healthCheck.successes", "2"
    };
    long second = fleet.publish("two", rollout);
    fleet.awaitPhase(second, Phase.BAKING);
    // Asked again and again, and healthy: nothing happens.
    fleet.awaitAsked(id(1), 6);
    assertThat(fleet.rollout().phase()).isEqualTo(Phase.BAKING);
    fleet.programs.forget();

    fleet.sicken(id(1));
    fleet.awaitPhase(second, Phase.HALTED);
    assertThat(fleet.rollout().reason()).isEqualTo("canary node-01 failed");
    fleet.awaitContent("one", 1, 2);
    fleet.awaitReport(
        id(1),
        status ->
            status.report().state() == InstanceState.FAILED
                && status.report().appliedRevision() == 1
                && status.report().wantedRevision() == second
                && status.report().error().orElse("").startsWith("unhealthy during the bake: "));
    assertThat(fleet.programs.stopped()).containsExactly(id(1));
    // The other canary is healthy: it stays where it is until people decide.
    fleet.awaitContent("two", 0, 1);
    Await.until(
        "its lease is given back",
        () -> fleet.rollouts.progress(fleet.rollout()).leases().isEmpty());
    RolloutProgress progress = fleet.rollouts.progress(fleet.rollout());
    assertThat(progress.healthy()).containsExactly(id(0));
    assertThat(progress.failed()).containsOnlyKeys(id(1));
  }

  @Test
  void canariesThatAllTurnUnhealthyGoBackAFewAtATime() throws Exception {
    settled("canary", "1");
    long second =
        fleet.publish(
            "two",
            "canary",
            "4",
            "bake",
            "PT1H",
            "maxUnavailable",
            "1",
            "healthCheck.command",
            "! test -e sick",
            "healthCheck.interval",
            "PT0.05S");
    fleet.awaitPhase(second, Phase.BAKING);
    fleet.programs.forget();
    for (int i = 0; i < 4; i++) {
      fleet.sicken(id(i));
    }
    fleet.awaitPhase(second, Phase.HALTED);
    // After a halt nobody counts as failed who did not before.
    Set<InstanceId> failed = fleet.rollouts.progress(fleet.rollout()).failed().keySet();
    for (int i = 0; i < 4; i++) {
      fleet.awaitContent(failed.contains(id(i)) ? "one" : "two", i, i + 1);
    }
    assertThat(failed).isNotEmpty();
    assertThat(fleet.programs.stopped()).containsExactlyInAnyOrderElementsOf(failed);
    assertThat(fleet.programs.most()).isEqualTo(1);
  }

  @Test
  void aPauseHoldsThemAndPromotingSkipsTheRestOfTheBake() throws Exception {
    settled("canary", "1");
    long second = fleet.publish("two", "canary", "1", "bake", "PT1H", "maxUnavailable", "8");
    fleet.awaitPhase(second, Phase.BAKING);
    fleet.change(rollout -> rollout.paused(true));
    fleet.change(rollout -> rollout.promoted(0).paused(true));
    fleet.awaitPhase(second, Phase.ROLLING);
    assertThat(fleet.programs.stopped()).containsExactly(id(0));
    fleet.change(rollout -> rollout.paused(false));
    fleet.awaitPhase(second, Phase.COMPLETE);
    fleet.awaitContent("two", 0, COUNT);
  }

  @Test
  void anAbortBringsBackWhoWentAheadAFewAtATime() throws Exception {
    settled("canary", "3");
    long second = fleet.publish("two", "canary", "3", "bake", "PT1H", "maxUnavailable", "1");
    fleet.awaitPhase(second, Phase.BAKING);
    fleet.programs.forget();
    long aborted = fleet.abort();
    fleet.awaitPhase(aborted, Phase.COMPLETE);
    fleet.awaitContent("one", 0, COUNT);
    fleet.awaitReports(COUNT, aborted);
    assertThat(fleet.programs.stopped()).containsExactlyInAnyOrder(id(0), id(1), id(2));
    assertThat(fleet.programs.most()).isEqualTo(1);
    assertThat(fleet.rollout().reason()).isEqualTo("back from revision " + second);
  }

  @Test
  void aSecondPublishOvertakesTheFirstAndNobodyGoesBackInBetween() throws Exception {
    settled("canary", "3");
    long second = fleet.publish("two", "canary", "3", "bake", "PT1H", "maxUnavailable", "2");
    fleet.awaitPhase(second, Phase.BAKING);
    long third = fleet.publish("three", "maxUnavailable", "2");
    Rollout.Plan plan = fleet.rollout().plan();
    assertThat(plan.stableRevision()).isEqualTo(1);
    assertThat(plan.superseded()).hasSize(1);
    fleet.awaitPhase(third, Phase.COMPLETE);
    fleet.awaitContent("three", 0, COUNT);
    assertThat(fleet.programs.most()).isLessThanOrEqualTo(3);
    // Each was stopped once for each state that it came to.
    assertThat(fleet.programs.stopped()).hasSize(3 + COUNT);
  }

  @Test
  void whoIsLostInItsTurnCountsUntilItsTimeIsOverAndThenAsAFailure() throws Exception {
    settled("maxUnavailable", "1");
    InstanceId lost = id(0);
    fleet.programs.hang(lost);
    long second = fleet.publish("two", "canary", "1", "maxUnavailable", "1", "maxFailures", "1");
    Await.until("it is down", Duration.ofMinutes(1), () -> fleet.programs.isDown(lost));
    fleet.lose(lost);
    assertThat(fleet.rollout().phase()).isEqualTo(Phase.CANARY);
    assertThat(fleet.rollouts.progress(fleet.rollout()).leases()).containsKey(lost);
    fleet.change(Fleet::withShortLeases);
    fleet.awaitPhase(second, Phase.HALTED);
    RolloutProgress progress = fleet.rollouts.progress(fleet.rollout());
    assertThat(progress.failed().get(lost)).startsWith("not heard of any more");
    assertThat(progress.leases()).isEmpty();
    assertThat(fleet.programs.stopped()).isEqualTo(List.of(lost));
    // Someone looks, and lets the others follow.
    fleet.change(rollout -> rollout.promoted(1));
    fleet.awaitPhase(second, Phase.COMPLETE);
    fleet.awaitContent("two", 1, COUNT);
  }

  @Test
  void withoutARolloutAllGoAtOnceAndNothingIsLeftOfEarlierOnes() throws Exception {
    settled("canary", "1");
    long second = fleet.publish("two", "canary", "1", "bake", "PT1H");
    fleet.awaitPhase(second, Phase.BAKING);
    long third = fleet.publish("three");
    fleet.awaitReports(COUNT, third);
    fleet.awaitContent("three", 0, COUNT);
    assertThat(head().rollouts()).isEmpty();
  }

  private Head head() throws InterruptedException {
    return fleet.store.revisions().latestHead(Fleet.PROJECT).orElseThrow();
  }
}
