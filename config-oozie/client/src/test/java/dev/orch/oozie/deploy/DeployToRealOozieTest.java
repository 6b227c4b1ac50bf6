package dev.orch.oozie.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.oozie.client.OozieConnection;
import dev.orch.oozie.deploy.JobResult.Kind;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobStatus;
import dev.orch.oozie.server.OozieServer;
import dev.orch.oozie.testing.OozieProcess;
import dev.orch.testing.Await;
import dev.orch.testing.Trees;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs brought to their state on the real server: minute coordinators whose times are past. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DeployToRealOozieTest {
  private static final Duration LIMIT = Duration.ofSeconds(100);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String WORKFLOW =
      """
      <workflow-app name='NAME' xmlns='uri:oozie:workflow:0.5'><start to='e'/><end name='e'/></workflow-app>
      """;
  private static final String HOLD =
      """
      <workflow-app name='held' xmlns='uri:oozie:workflow:0.5'><start to='h'/>
        <action name='h'><hold xmlns='uri:orch:hold-action:0.1'>FILE</hold>
          <ok to='e'/><error to='e'/></action>
      <end name='e'/></workflow-app>
      """;
  private static final String COORDINATOR =
      """
      <coordinator-app name='NAME' frequency='${coord:minutes(1)}' start='2026-01-01T00:00Z'
          end='${end}' timezone='UTC' xmlns='uri:oozie:coordinator:0.4'>
        <controls><concurrency>3</concurrency><throttle>5</throttle></controls>
        <action><workflow><app-path>${orchJobDir}</app-path></workflow></action>
      </coordinator-app>
      """;

  @TempDir Path home;
  private OozieServer server;
  private JobDeployer deployer;
  private final InMemoryJobMemory memory = new InMemoryJobMemory();

  @BeforeEach
  void connect() throws Exception {
    OozieProcess oozie = OozieProcess.shared();
    server = OozieConnection.of(URI.create(oozie.url()), "deployer").open();
    deployer =
        new JobDeployer(
            server,
            new FilesInDirectory(home),
            memory,
            new DeployTarget(new ProjectName("weather"), new ComponentName("ingest"), "deployer"),
            Clock.systemUTC());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static Trees job(Trees trees, String name, String end, String more) {
    return trees
        .file(
            name + "/job.properties",
            "oozie.coord.application.path=coordinator.xml\nend=" + end + "\n" + more)
        .file(name + "/coordinator.xml", COORDINATOR.replace("NAME", name))
        .file(name + "/workflow.xml", WORKFLOW.replace("NAME", name));
  }

  private DeployReport settle(FileTree tree) throws Exception {
    DeployReport[] last = new DeployReport[1];
    Await.until(
        "the jobs are as desired",
        LIMIT,
        () -> {
          last[0] = deployer.pass(JobSet.read(tree), tree);
          return !last[0].isWaiting();
        });
    return last[0];
  }

  private JobId idOf(String job) {
    JobRecord record = memory.load().get(new JobName(job));
    assertThat(record).isNotNull();
    assertThat(record.running()).isNotNull();
    return record.running().id();
  }

  private List<Instant> succeeded(JobId... ids) {
    List<Instant> nominals = new ArrayList<>();
    for (JobId id : ids) {
      server.actions(id, Set.of(ActionStatus.SUCCEEDED)).stream()
          .map(CoordinatorAction::nominal)
          .forEach(nominals::add);
    }
    return nominals;
  }

  private void awaitEnd(JobId id) {
    Await.until(id + " ends", LIMIT, () -> server.job(id).orElseThrow().summary().status().isEnd());
    assertThat(server.job(id).orElseThrow().summary().status())
        .as("%s", server.actions(id, Set.of()))
        .isEqualTo(JobStatus.SUCCEEDED);
  }

  private static List<Instant> minutes(int count) {
    List<Instant> minutes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      minutes.add(START.plus(Duration.ofMinutes(i)));
    }
    return minutes;
  }

  @Test
  void changesUpdatesAndHandOversLoseNoNominalTimeAndRepeatNone() throws Exception {
    Trees trees = Trees.builder().spec(Map.of("trigger", "oozie"));
    job(trees, "updated", "2026-01-01T00:30Z", "");
    job(trees, "longer", "2026-01-01T00:20Z", "");
    job(trees, "untouched", "2026-01-01T00:05Z", "");
    assertThat(settle(trees.build()).of(Kind.CHANGED)).hasSize(3);
    JobId updated = idOf("updated");
    JobId untouched = idOf("untouched");
    JobId first = idOf("longer");

    job(trees, "updated", "2026-01-01T00:30Z", "queue=other");
    job(trees, "longer", "2026-01-01T00:30Z", "");
    DeployReport report = settle(trees.build());

    assertThat(report.has(Kind.FAILED) || report.has(Kind.REFUSED)).as("%s", report).isFalse();
    assertThat(idOf("updated")).as("the same id").isEqualTo(updated);
    assertThat(server.job(updated).orElseThrow().configuration()).containsEntry("queue", "other");
    assertThat(idOf("untouched")).isEqualTo(untouched);
    JobId second = idOf("longer");
    awaitEnd(updated);
    awaitEnd(second);
    assertThat(succeeded(updated)).isEqualTo(minutes(30));
    assertThat(second).as("another job took over").isNotEqualTo(first);
    assertThat(succeeded(first, second))
        .as("the old one's, then the new one's")
        .isEqualTo(minutes(30));
  }

  @Test
  void whatIsKilledForAChangeRunsAgainWithTheNewDefinition() throws Exception {
    Trees trees = Trees.builder().spec(Map.of("trigger", "oozie", "oozie.policy", "kill"));
    job(trees, "killed", "2026-01-01T00:06Z", "");
    String never = HOLD.replace("FILE", home.resolve("never").toString());
    settle(trees.file("killed/workflow.xml", never).build());
    JobId id = idOf("killed");
    Await.until(
        "runs that never end by themselves",
        LIMIT,
        () -> server.actions(id, Set.of(ActionStatus.RUNNING)).size() == 3);

    settle(trees.file("killed/workflow.xml", WORKFLOW).build());

    awaitEnd(id);
    assertThat(succeeded(id)).isEqualTo(minutes(6));
  }

  @Test
  void aRemovedDirectoryEndsItsJob() throws Exception {
    Trees trees = Trees.builder().spec(Map.of("trigger", "oozie"));
    settle(job(trees, "going", "2026-01-02T00:00Z", "").build());
    JobId id = idOf("going");
    Await.until("it has run", LIMIT, () -> !succeeded(id).isEmpty());

    settle(Trees.builder().spec(Map.of("trigger", "oozie")).build());

    assertThat(server.job(id).orElseThrow().summary().status()).isEqualTo(JobStatus.KILLED);
    assertThat(home.resolve("going")).doesNotExist();
    assertThat(server.actions(id, Set.of()))
        .extracting(CoordinatorAction::status)
        .as("drained")
        .containsOnly(ActionStatus.SUCCEEDED);
  }
}
