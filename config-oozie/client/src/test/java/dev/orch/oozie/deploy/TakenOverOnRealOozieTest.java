package dev.orch.oozie.deploy;

import static dev.orch.oozie.deploy.RealDeployment.LIMIT;
import static dev.orch.oozie.deploy.RealDeployment.QUICK;
import static dev.orch.oozie.deploy.RealDeployment.bundle;
import static dev.orch.oozie.deploy.RealDeployment.everyMinute;
import static dev.orch.oozie.deploy.RealDeployment.held;
import static dev.orch.oozie.deploy.RealDeployment.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.oozie.deploy.AdoptionCandidate.Verdict;
import dev.orch.oozie.deploy.JobResult.Kind;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.job.JobProperties;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.job.Marker;
import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobStatus;
import dev.orch.oozie.server.OozieServer;
import dev.orch.oozie.testing.OozieProcess;
import dev.orch.testing.Await;
import dev.orch.testing.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on the real server that others submitted, killed, or that end as a bundle. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TakenOverOnRealOozieTest {
  private static final int MINUTES = 8;

  @TempDir Path home;

  private static Trees trees() {
    return Trees.builder().spec(Map.of("trigger", "oozie"));
  }

  private static Job job(FileTree tree, String name) throws Exception {
    return JobSet.read(tree).job(new JobName(name)).orElseThrow();
  }

  /** As its user did it before there was orch. */
  private JobId submitByHand(OozieServer server, String user, FileTree tree) throws Exception {
    Job job = job(tree, "a");
    new FilesInDirectory(home.resolve("old")).put(job, tree, Map.of());
    String directory =
        new FilesInDirectory(home.resolve("old"))
            .directory(job.name(), job.digest())
            .toString()
            .replaceAll("/+$", "");
    Map<String, String> configuration = new TreeMap<>(job.properties());
    configuration.put(JobProperties.USER, user);
    configuration.put("orchJobDir", directory);
    configuration.put(
        JobProperties.applicationPath(job.kind()), directory + "/" + job.definitionFile());
    return server.submit(configuration);
  }

  @Test
  void aJobThatWasSubmittedByHandIsAdoptedWithoutLosingARun() throws Exception {
    String user = "adopted";
    try (RealDeployment deployment = new RealDeployment(OozieProcess.shared(), user, home)) {
      OozieServer server = deployment.server();
      Path gate = home.resolve("gate");
      JobId id =
          submitByHand(server, user, everyMinute(trees(), "a", MINUTES, "", held(gate)).build());
      deployment.awaitRuns(id, ActionStatus.RUNNING, 2);
      FileTree desired = everyMinute(trees(), "a", MINUTES, "q=1\n", QUICK).build();
      assertThat(deployment.settle(desired).has(Kind.REFUSED)).isTrue();
      Adoption adoption = new Adoption(server, deployment.target());
      List<AdoptionCandidate> candidates = adoption.candidates(JobSet.read(desired));
      assertThat(candidates)
          .singleElement()
          .extracting(AdoptionCandidate::verdict)
          .isEqualTo(Verdict.OTHER_PATH);

      adoption.mark(candidates.get(0));

      Map<String, String> marked = server.job(id).orElseThrow().configuration();
      assertThat(marked).containsKey(Marker.PROPERTY).doesNotContainKey("q");
      Files.writeString(gate, "");
      deployment.settleWell(desired);
      assertThat(deployment.idOf("a")).isEqualTo(id);
      deployment.awaitStatus(id, JobStatus.SUCCEEDED);
      assertThat(deployment.nominals(id, ActionStatus.SUCCEEDED)).isEqualTo(minutes(MINUTES));
      assertThat(server.job(id).orElseThrow().configuration()).containsEntry("q", "1");
    }
  }

  @Test
  void aKilledJobThatIsSubmittedAgainGoesOnWhereItStopped() throws Exception {
    try (RealDeployment deployment = new RealDeployment(OozieProcess.shared(), "again", home)) {
      OozieServer server = deployment.server();
      Path gates = Files.createDirectory(home.resolve("gates"));
      String held = held(gates.resolve("GATE")).replace("GATE", "${nominal}");
      Trees trees = everyMinute(trees(), "a", MINUTES, "", held);
      passNominalTime(trees);
      FileTree tree = trees.build();
      deployment.settleWell(tree);
      JobId killed = deployment.idOf("a");
      deployment.awaitRuns(killed, ActionStatus.RUNNING, 2);
      for (int minute = 0; minute < 2; minute++) {
        Files.writeString(gates.resolve("2026-01-01T00-0" + minute), "");
      }
      deployment.awaitRuns(killed, ActionStatus.SUCCEEDED, 2);
      server.kill(killed);
      deployment.awaitStatus(killed, JobStatus.KILLED);
      assertThat(deployment.settle(tree).has(Kind.DRIFTED)).isTrue();

      deployment.resubmit("a", tree);
      for (int minute = 2; minute < MINUTES; minute++) {
        Files.writeString(gates.resolve("2026-01-01T00-0" + minute), "");
      }
      deployment.settleWell(tree);

      JobId next = deployment.idOf("a");
      assertThat(next).isNotEqualTo(killed);
      deployment.awaitStatus(next, JobStatus.SUCCEEDED);
      List<Instant> all = new ArrayList<>(deployment.nominals(killed, ActionStatus.SUCCEEDED));
      all.addAll(deployment.nominals(next, ActionStatus.SUCCEEDED));
      assertThat(all).as("each once, in order").isEqualTo(minutes(MINUTES));
    }
  }

  /** Lets a run wait for a file of its own. */
  private static void passNominalTime(Trees trees) {
    trees.file(
        "a/coordinator.xml",
        """
        <coordinator-app name='a' frequency='${coord:minutes(1)}' start='2026-01-01T00:00Z'
            end='2026-01-01T00:%02dZ' timezone='UTC' xmlns='uri:oozie:coordinator:0.4'>
          <controls><concurrency>2</concurrency><throttle>4</throttle></controls>
          <action><workflow><app-path>${orchJobDir}</app-path><configuration><property>
            <name>nominal</name>
            <value>${coord:formatTime(coord:nominalTime(), "yyyy-MM-dd'T'HH-mm")}</value>
          </property></configuration></workflow></action>
        </coordinator-app>
        """
            .formatted(MINUTES));
  }

  @Test
  void aBundleWhoseDirectoryIsGoneEndsWithItsRunsUnderWay() throws Exception {
    try (RealDeployment deployment = new RealDeployment(OozieProcess.shared(), "ending", home)) {
      OozieServer server = deployment.server();
      Path gate = home.resolve("gate");
      Trees trees = bundle(trees(), "both", "", held(gate));
      deployment.settleWell(trees.build());
      JobId bundle = deployment.idOf("both");
      Await.until("it runs", LIMIT, () -> !server.coordinatorsOf(bundle).isEmpty());
      JobId child = server.coordinatorsOf(bundle).get(0).id();
      deployment.awaitRuns(child, ActionStatus.RUNNING, 2);

      FileTree gone = trees().build();
      DeployReport first = deployment.pass(gone);
      assertThat(first.of(Kind.WAITING)).as("%s", first).hasSize(1);
      Files.writeString(gate, "");
      deployment.settleWell(gone);

      deployment.awaitStatus(bundle, JobStatus.SUCCEEDED);
      assertThat(server.actions(child, Set.of(ActionStatus.KILLED))).isEmpty();
      int succeeded = server.actions(child, Set.of(ActionStatus.SUCCEEDED)).size();
      assertThat(deployment.nominals(child, ActionStatus.SUCCEEDED)).isEqualTo(minutes(succeeded));
      assertThat(home.resolve("both")).doesNotExist();
    }
  }
}
