package dev.orch.oozie.deploy;

import static dev.orch.oozie.deploy.RealDeployment.LIMIT;
import static dev.orch.oozie.deploy.RealDeployment.QUICK;
import static dev.orch.oozie.deploy.RealDeployment.everyMinute;
import static dev.orch.oozie.deploy.RealDeployment.held;
import static dev.orch.oozie.deploy.RealDeployment.minutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.StoreUnavailableException;
import dev.orch.oozie.deploy.JobResult.Kind;
import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobStatus;
import dev.orch.oozie.testing.OozieProcess;
import dev.orch.testing.Await;
import dev.orch.testing.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Changes that cannot be made on the real server: what ran before runs on, and loses nothing. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TroubleOnRealOozieTest {
  @TempDir Path home;

  private static Trees trees(String timeout) {
    return Trees.builder().spec(Map.of("trigger", "oozie", "oozie.drain-timeout", timeout));
  }

  private static JobResult only(DeployReport report) {
    assertThat(report.results()).hasSize(1);
    return report.results().get(0);
  }

  @Test
  void aDefinitionThatOozieRefusesChangesNothingAndTheJobRunsToItsEnd() throws Exception {
    OozieProcess oozie = OozieProcess.shared();
    try (RealDeployment deployment = new RealDeployment(oozie, "refused", home)) {
      Trees trees = everyMinute(trees("PT1M"), "a", 12, "", QUICK);
      deployment.settleWell(trees.build());
      JobId id = deployment.idOf("a");
      int before = oozie.auditLog().size();
      String good = Trees.texts(trees.build()).get("a/coordinator.xml");
      assertThat(good).isNotNull();

      trees.file("a/coordinator.xml", good.replace("</action>", ""));
      JobResult notXml = only(deployment.settle(trees.build()));
      trees.file("a/coordinator.xml", good.replace("<controls>", "<controls><colour/>"));
      JobResult notValid = only(deployment.settle(trees.build()));
      JobResult again = only(deployment.settle(trees.build()));

      assertThat(notXml.kind()).isEqualTo(Kind.FAILED);
      assertThat(notXml.text()).contains("E0701", "</action>");
      assertThat(notValid.kind()).isEqualTo(Kind.FAILED);
      assertThat(notValid.text()).contains("E0701", "colour");
      assertThat(again.text()).as("not tried again unasked").contains("colour", "orch retry");
      assertThat(oozie.auditLog().stream().skip(before))
          .as("calls that changed it")
          .noneMatch(line -> line.contains(id.value()));
      deployment.awaitStatus(id, JobStatus.SUCCEEDED);
      assertThat(deployment.nominals(id, ActionStatus.SUCCEEDED)).isEqualTo(minutes(12));
    }
  }

  @Test
  void aJobThatDoesNotDrainInTimeRunsOnAsBefore() throws Exception {
    try (RealDeployment deployment = new RealDeployment(OozieProcess.shared(), "stuck", home)) {
      Path gate = home.resolve("gate");
      Trees trees = everyMinute(trees("PT1S"), "a", 6, "", held(gate));
      deployment.settleWell(trees.build());
      JobId id = deployment.idOf("a");
      deployment.awaitRuns(id, ActionStatus.RUNNING, 2);

      everyMinute(trees, "a", 6, "queue=other", QUICK);
      JobResult result = only(deployment.settle(trees.build()));

      assertThat(result.kind()).isEqualTo(Kind.FAILED);
      assertThat(result.text())
          .contains("did not end within PT1S", "2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z");
      assertThat(deployment.server().coordinator(id).orElseThrow().pause()).isNull();
      assertThat(deployment.server().job(id).orElseThrow().configuration())
          .doesNotContainKey("queue");
      Files.writeString(gate, "");
      deployment.awaitStatus(id, JobStatus.SUCCEEDED);
      assertThat(deployment.nominals(id, ActionStatus.SUCCEEDED)).isEqualTo(minutes(6));
    }
  }

  @Tag("full")
  @Test
  void aServerThatStopsAndComesBackInTheMiddleOfADrainLosesNothing(@TempDir Path directory)
      throws Exception {
    try (OozieProcess oozie = OozieProcess.start(directory);
        RealDeployment deployment = new RealDeployment(oozie, "restarted", home)) {
      Path gate = home.resolve("gate");
      Trees trees = everyMinute(trees("PT5M"), "a", 12, "", held(gate));
      deployment.settleWell(trees.build());
      JobId id = deployment.idOf("a");
      deployment.awaitRuns(id, ActionStatus.RUNNING, 2);
      everyMinute(trees, "a", 12, "queue=other", QUICK);
      assertThat(only(deployment.pass(trees.build())).kind()).isEqualTo(Kind.WAITING);

      oozie.stop();
      assertThatThrownBy(() -> deployment.pass(trees.build()))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining(oozie.url());
      oozie.start();
      Await.until(
          "it still drains",
          LIMIT,
          () -> only(deployment.pass(trees.build())).text().contains("2 runs under way"));
      Files.writeString(gate, "");
      deployment.settleWell(trees.build());

      assertThat(deployment.idOf("a")).isEqualTo(id);
      assertThat(deployment.server().job(id).orElseThrow().configuration())
          .containsEntry("queue", "other");
      deployment.awaitStatus(id, JobStatus.SUCCEEDED);
      assertThat(deployment.nominals(id, ActionStatus.SUCCEEDED)).isEqualTo(minutes(12));
    }
  }
}
