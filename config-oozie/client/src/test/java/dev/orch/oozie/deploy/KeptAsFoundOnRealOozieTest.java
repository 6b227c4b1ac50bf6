package dev.orch.oozie.deploy;

import static dev.orch.oozie.deploy.RealDeployment.LIMIT;
import static dev.orch.oozie.deploy.RealDeployment.QUICK;
import static dev.orch.oozie.deploy.RealDeployment.bundle;
import static dev.orch.oozie.deploy.RealDeployment.everyMinute;
import static dev.orch.oozie.deploy.RealDeployment.held;
import static dev.orch.oozie.deploy.RealDeployment.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.oozie.deploy.JobResult.Kind;
import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobStatus;
import dev.orch.oozie.server.OozieServer;
import dev.orch.oozie.testing.OozieProcess;
import dev.orch.testing.Await;
import dev.orch.testing.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people did to jobs on the real server stays done when the jobs change. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KeptAsFoundOnRealOozieTest {
  private static final int YEAR = 525_600;

  @TempDir Path home;

  private static Trees trees() {
    return Trees.builder().spec(Map.of("trigger", "oozie"));
  }

  @Test
  void aSuspendedJobStaysSuspendedAndAPausedOnePausedThroughAnUpdate() throws Exception {
    try (RealDeployment deployment = new RealDeployment(OozieProcess.shared(), "keeper", home)) {
      OozieServer server = deployment.server();
      Trees trees = trees();
      Path gate = home.resolve("gate");
      everyMinute(trees, "suspended", 6, "", held(gate));
      everyMinute(trees, "paused", YEAR, "", QUICK);
      deployment.settleWell(trees.build());
      JobId suspended = deployment.idOf("suspended");
      JobId paused = deployment.idOf("paused");
      Instant pause = RealDeployment.START.plus(Duration.ofDays(1));
      server.pauseAt(paused, pause);
      deployment.awaitRuns(suspended, ActionStatus.RUNNING, 2);
      server.suspend(suspended);
      deployment.awaitStatus(suspended, JobStatus.SUSPENDED);
      deployment.awaitStatus(paused, JobStatus.PAUSED);

      everyMinute(trees, "suspended", 6, "queue=other", QUICK);
      everyMinute(trees, "paused", YEAR, "queue=other", QUICK);
      deployment.settleWell(trees.build());

      assertThat(server.job(suspended).orElseThrow().configuration())
          .containsEntry("queue", "other");
      assertThat(server.job(paused).orElseThrow().configuration()).containsEntry("queue", "other");
      assertThat(deployment.status(suspended)).isEqualTo(JobStatus.SUSPENDED);
      // A pause time that is set takes effect when Oozie looks next.
      deployment.awaitStatus(paused, JobStatus.PAUSED);
      assertThat(server.coordinator(suspended).orElseThrow().pause()).isNull();
      assertThat(server.coordinator(paused).orElseThrow().pause()).isEqualTo(pause);
      server.resume(suspended);
      Files.writeString(gate, "");
      deployment.awaitStatus(suspended, JobStatus.SUCCEEDED);
      assertThat(deployment.nominals(suspended, ActionStatus.SUCCEEDED))
          .as("resumed by hand, it goes on")
          .isEqualTo(minutes(6));
      int before = server.actions(paused, Set.of()).size();
      server.unpause(paused);
      Await.until("made on", LIMIT, () -> server.actions(paused, Set.of()).size() > before + 2);
      server.kill(paused);
      List<CoordinatorAction> made = server.actions(paused, Set.of());
      assertThat(made)
          .as("unpaused by hand, its times go on, each once")
          .extracting(CoordinatorAction::nominal)
          .isEqualTo(minutes(made.size()));
    }
  }

  @Test
  void aBundleIsSubmittedAndItsChangeRefusedAndItsRemovalKillsIt() throws Exception {
    try (RealDeployment deployment = new RealDeployment(OozieProcess.shared(), "bundles", home)) {
      OozieServer server = deployment.server();
      Trees trees = trees().spec(Map.of("trigger", "oozie", "oozie.policy", "kill"));
      bundle(trees, "both", "queue=etl", QUICK);
      deployment.settleWell(trees.build());
      JobId bundle = deployment.idOf("both");
      Await.until("it runs", LIMIT, () -> !server.coordinatorsOf(bundle).isEmpty());
      JobId child = server.coordinatorsOf(bundle).get(0).id();
      deployment.awaitRuns(child, ActionStatus.SUCCEEDED, 1);

      trees.file("both/job.properties", "oozie.bundle.application.path=bundle.xml\nqueue=other");
      DeployReport refused = deployment.settle(trees.build());

      assertThat(refused.of(Kind.REFUSED))
          .singleElement()
          .extracting(JobResult::text)
          .asString()
          .contains("cannot change a bundle", "make its coordinators jobs of their own");
      assertThat(deployment.status(child).isEnd()).as("it runs on").isFalse();
      assertThat(server.job(bundle).orElseThrow().configuration()).containsEntry("queue", "etl");

      deployment.settleWell(
          Trees.builder().spec(Map.of("trigger", "oozie", "oozie.policy", "kill")).build());

      deployment.awaitStatus(bundle, JobStatus.KILLED);
      deployment.awaitStatus(child, JobStatus.KILLED);
      assertThat(home.resolve("both")).doesNotExist();
    }
  }
}
