package dev.orch.oozie.deploy;

import static dev.orch.oozie.deploy.World.coordinator;
import static dev.orch.oozie.deploy.World.coordinators;
import static dev.orch.oozie.deploy.World.kindOf;
import static dev.orch.oozie.deploy.World.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.oozie.deploy.JobResult.Kind;
import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.JobId;
import dev.orch.testing.Trees;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Runs under way that are killed for a change, and run again. */
class KillPolicyTest {
  private final World world = new World();

  @Test
  void policyKillRunsWhatItKilledAgainWithTheNewState() throws Exception {
    Trees trees = coordinators("a", "").spec(policy("kill"));
    world.pass(trees.build());
    JobId id = world.idOf("a");
    world.advance(Duration.ofMinutes(7));

    world.settle(coordinator(trees, "a", "q=1").build());
    world.advance(Duration.ofMinutes(5));

    assertThat(world.oozie.changingCalls())
        .contains("killActions " + id, "update " + id, "rerun " + id);
    assertThat(world.oozie.actions(id, Set.of(ActionStatus.KILLED))).isEmpty();
  }

  @Test
  void aRunThatBeganBeforeAnEarlierOneIsKilledWhereRunsAreKilled() throws Exception {
    Trees trees = coordinators("a", "").spec(policy("kill"));
    world.pass(trees.build());
    world.advance(Duration.ofMinutes(12));
    world.oozie.startLast(world.idOf("a"));
    Trees after = coordinators("a", "q=1").spec(policy("kill"));

    DeployReport report = world.pass(after.build());
    for (int passes = 0; passes < 5 && report.isWaiting(); passes++) {
      // Others begin in the place of those that were killed; none ends by itself in that time.
      world.advance(Duration.ofMillis(1));
      report = world.pass(after.build());
    }

    assertThat(kindOf(report, "a")).isEqualTo(Kind.CHANGED);
  }

  @Test
  void aRunThatIsStillBeingKilledWhenItsChangeIsOvertakenRunsAgain() throws Exception {
    world.pass(coordinators("a", "").spec(policy("kill")).build());
    world.advance(Duration.ofMinutes(12));
    world.oozie.killLate();
    world.pass(coordinators("a", "q=1").spec(policy("kill")).build());
    Trees last = coordinators("a", "q=2").spec(policy("kill"));

    DeployReport report = world.pass(last.build());
    for (int passes = 0; passes < 20 && report.isWaiting(); passes++) {
      world.advance(Duration.ofMillis(1));
      report = world.pass(last.build());
    }

    assertThat(kindOf(report, "a")).isEqualTo(Kind.CHANGED);
    assertThat(world.oozie.runsOf("a"))
        .extracting(CoordinatorAction::status)
        .doesNotContain(ActionStatus.KILLED);
  }
}
