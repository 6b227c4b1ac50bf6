package dev.orch.robustness.rollout;

import static dev.orch.robustness.rollout.Fleet.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.InstanceId;
import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.Rollout;
import dev.orch.robustness.ensemble.Ensemble;
import dev.orch.robustness.ensemble.Member;
import dev.orch.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fifty agents on three servers, of whom some die in the middle, the leader among them. */
@Tag("full")
@Timeout(600)
final class RolloutStormTest {
  private static final int COUNT = 50;
  private static final int AT_A_TIME = 5;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir private Path directory;
  private Ensemble ensemble;
  private Fleet fleet;

  @BeforeEach
  void start() throws Exception {
    ensemble = Ensemble.start(directory);
    fleet = new Fleet(ensemble.connectString(), directory.resolve("homes"));
    long first = fleet.publish("one");
    fleet.start(0, COUNT);
    fleet.awaitReports(COUNT, first);
    fleet.programs.forget();
  }

  @AfterEach
  void stop() {
    fleet.close();
    ensemble.close();
  }

  private void awaitStopped(int count) {
    Await.until(count + " were stopped", LIMIT, () -> fleet.programs.count() >= count);
  }

  @Test
  void neverMoreThanAllowedWhoeverDies() throws Exception {
    InstanceId early = id(7);
    InstanceId late = id(31);
    fleet.programs.hang(early);
    fleet.programs.hang(late);
    long second = fleet.publish("two", "maxUnavailable", "10%", "maxFailures", "2");
    assertThat(fleet.rollout().plan().slots()).isEqualTo(AT_A_TIME);

    awaitStopped(10);
    Member leader = ensemble.leader().orElseThrow();
    leader.kill();
    awaitStopped(20);
    Await.until(
        "both are down", LIMIT, () -> fleet.programs.down().containsAll(List.of(early, late)));
    fleet.lose(early);
    fleet.lose(late);
    // Their leases still count, and all others come to their end beside them.
    awaitStopped(COUNT);
    leader.start();
    ensemble.awaitServing();
    assertThat(fleet.rollout().phase()).isEqualTo(Phase.ROLLING);
    assertThat(fleet.rollouts.progress(fleet.rollout()).leases()).containsKeys(early, late);

    fleet.change(Fleet::withShortLeases);
    fleet.awaitPhase(second, Phase.COMPLETE);
    assertThat(fleet.rollouts.progress(fleet.rollout()).failed()).containsOnlyKeys(early, late);
    assertThat(fleet.programs.most()).isBetween(2, AT_A_TIME);
    assertThat(fleet.programs.stopped()).doesNotHaveDuplicates();
    for (int i = 0; i < COUNT; i++) {
      if (!List.of(early, late).contains(id(i))) {
        assertThat(fleet.content(id(i))).as(id(i).value()).isEqualTo("two");
      }
    }
    // Those that were lost come back, and stay where they were until someone asks.
    fleet.stop(early);
    fleet.start(early);
    fleet.awaitReport(early, status -> status.live() && status.report().wantedRevision() == second);
    assertThat(fleet.content(early)).isEqualTo("one");
    fleet.store.instances().requestRetry(Fleet.PROJECT, Fleet.COMPONENT, early);
    fleet.awaitContent("two", 7, 8);
  }

  @Test
  void allLoseTheirSessionsAtOnceAndStillGoAFewAtATime() throws Exception {
    long second = fleet.publish("two", "maxUnavailable", "10%");
    awaitStopped(10);
    List<Member> members = new ArrayList<>(ensemble.members());
    for (Member member : members) {
      member.kill();
    }
    for (Member member : members) {
      member.start();
    }
    ensemble.awaitServing();
    fleet.awaitPhase(second, Phase.COMPLETE);
    fleet.awaitContent("two", 0, COUNT);
    assertThat(fleet.programs.most()).isLessThanOrEqualTo(AT_A_TIME);
    assertThat(fleet.programs.stopped()).hasSize(COUNT).doesNotHaveDuplicates();
  }

  @Test
  void publishesOvertakeEachOtherAndNeverAreMoreDown() throws Exception {
    for (int i = 2; i <= 5; i++) {
      fleet.publish("state " + i, "maxUnavailable", Integer.toString(AT_A_TIME));
      awaitStopped(10 * (i - 1));
    }
    Rollout.Plan plan = fleet.rollout().plan();
    assertThat(plan.stableRevision()).isEqualTo(1);
    fleet.awaitPhase(plan.revision(), Phase.COMPLETE);
    fleet.awaitContent("state 5", 0, COUNT);
    assertThat(fleet.programs.most()).isLessThanOrEqualTo(AT_A_TIME);
  }
}
