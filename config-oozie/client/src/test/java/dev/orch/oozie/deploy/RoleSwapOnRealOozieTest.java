package dev.orch.oozie.deploy;

import static dev.orch.oozie.deploy.RealDeployment.everyMinute;
import static dev.orch.oozie.deploy.RealDeployment.held;
import static dev.orch.oozie.deploy.RealDeployment.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobStatus;
import dev.orch.oozie.testing.OozieProcess;
import dev.orch.testing.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One of two deployments alongside runs a job, then the other; on the real server. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RoleSwapOnRealOozieTest {
  private static final int MINUTES = 8;

  @TempDir Path home;

  private static FileTree tree(String mode, String since, String workflow) {
    return tree(mode, since, workflow, MINUTES);
  }

  private static FileTree tree(String mode, String since, String workflow, int minutes) {
    Trees trees =
        Trees.builder()
            .spec(
                Map.of(
                    "trigger",
                    "oozie",
                    "oozie.mode",
                    mode,
                    "oozie.since",
                    since,
                    "oozie.outside-effects.000",
                    "a"));
    return everyMinute(trees, "a", minutes, "", workflow).build();
  }

  @Test
  void eachRunIsMadeByOneOfTwo() throws Exception {
    try (RealDeployment east =
            new RealDeployment(OozieProcess.shared(), "swap-east", home.resolve("east"));
        RealDeployment west =
            new RealDeployment(OozieProcess.shared(), "swap-west", home.resolve("west"))) {
      Path gate = home.resolve("gate");
      String workflow = held(gate);
      String before = "2026-01-01T00:00:00Z";
      east.settleWell(tree("primary", before, workflow));
      west.settleWell(tree("secondary", before, workflow));
      JobId first = east.idOf("a");
      east.awaitRuns(first, ActionStatus.RUNNING, 2);

      String swap = "2026-01-01T00:05:00Z";
      east.settleWell(tree("secondary", swap, workflow));
      west.settleWell(tree("primary", swap, workflow));
      Files.writeString(gate, "");

      east.awaitStatus(first, JobStatus.SUCCEEDED);
      JobId second = west.idOf("a");
      west.awaitStatus(second, JobStatus.SUCCEEDED);
      assertThat(east.nominals(first, ActionStatus.SUCCEEDED)).isEqualTo(minutes(5));
      assertThat(west.nominals(second, ActionStatus.SUCCEEDED))
          .isEqualTo(minutes(MINUTES).subList(5, MINUTES));
      assertThat(east.settle(tree("secondary", swap, workflow)).results())
          .extracting(JobResult::kind)
          .isEqualTo(List.of(JobResult.Kind.UNTOUCHED));
    }
  }

  @Test
  void aSwapThatIsTakenBackBeforeItsTimeLeavesNothingThatWouldRun() throws Exception {
    try (RealDeployment west =
        new RealDeployment(OozieProcess.shared(), "swap-back", home.resolve("west"))) {
      int years = 100 * 525_600;
      String later = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.MINUTES) + "";
      west.settleWell(tree("primary", later, RealDeployment.QUICK, years));
      JobId waiting = west.idOf("a");
      assertThat(west.server().job(waiting).orElseThrow().summary().status())
          .isEqualTo(JobStatus.PREP);

      FileTree back = tree("secondary", "2026-01-01T00:00:00Z", RealDeployment.QUICK, years);
      west.settleWell(back);
      assertThat(west.server().job(waiting).orElseThrow().summary().status().isEnd())
          .as("%s", west.server().coordinator(waiting))
          .isTrue();

      west.settleWell(tree("primary", later, RealDeployment.QUICK, years));
      assertThat(west.idOf("a")).isNotEqualTo(waiting);
      west.server().kill(west.idOf("a"));
    }
  }
}
