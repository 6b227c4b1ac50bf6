package dev.orch.cli.oozie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.Agents;
import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Site;
import dev.orch.cli.golden.Schemas;
import dev.orch.hadoop.HadoopDirectory;
import dev.orch.hadoop.HadoopFileSystems;
import dev.orch.hadoop.HadoopSettings;
import dev.orch.oozie.client.OozieConnection;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.OozieServer;
import dev.orch.oozie.testing.OozieProcess;
import dev.orch.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published jobs, brought to a real Oozie server by agents that are processes of their own. */
class JobsAgentTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path dir;
  private final int run = COUNT.incrementAndGet();
  private final OozieProcess oozie = OozieProcess.shared();
  private final Site site = new Site();
  private final Orch orch = site.orch("weather");
  private @Nullable Agents agents;
  private DiskTree tree = new DiskTree(Path.of(""));

  @BeforeEach
  void tree() throws IOException {
    tree =
        new DiskTree(dir.resolve("tree"))
            .file("jobs/component.yaml", "trigger: oozie\noozie: { url: '" + oozie.url() + "' }\n");
    job("a", "");
    job("b", "");
  }

  @AfterEach
  void end() throws InterruptedException {
    agents().close();
    site.close();
  }

  private void job(String name, String comment) throws IOException {
    JobTexts.write(tree, "jobs/" + name, "agent" + run + name, comment);
  }

  private String home() {
    return oozie.hdfs() + "/agents/" + run;
  }

  private void publish() {
    Result result = orch.run("publish", tree.path());
    assertThat(result.exit()).as(result.toString()).isZero();
  }

  private Process agent(String instance) throws IOException {
    return agents().start("jobs", instance, home());
  }

  private Agents agents() {
    Agents known = agents;
    if (known == null) {
      known = new Agents(dir, site, orch);
      agents = known;
    }
    return known;
  }

  private void awaitApplied(long revision, String... instances) {
    agents().awaitApplied(revision, instances);
  }

  @Test
  void whatIsPublishedIsBroughtToOozieAndReported() throws Exception {
    publish();

    Result once = orch.run("agent", "-c", "jobs", "-i", "edge1", "--home", home(), "--once");

    assertThat(once.exit()).as(once.toString()).isZero();
    assertThat(once.err()).contains("a: submitted as ", "b: submitted as ", "up to date");
    assertThat(orch.run("status").out()).containsPattern("edge1 .*APPLIED");

    job("b", "<!-- changed -->");
    planShowsTheJobConcerned();
    publish();
    Result again = orch.run("agent", "-c", "jobs", "-i", "edge1", "--home", home(), "--once");
    assertThat(again.err()).contains("b: updated").doesNotContain("a: ");
    assertThat(again.exit()).as(again.toString()).isZero();
    showsTheJobs();
  }

  private void planShowsTheJobConcerned() {
    Result plan = orch.run("plan", tree.path());
    assertThat(plan.exit()).as(plan.toString()).isEqualTo(1);
    assertThat(plan.out())
        .contains("jobs: 1 job concerned")
        .containsPattern("b: update, coordinator.xml changed \\([0-9]{7}-.*(PREP|RUNNING)")
        .doesNotContain("a: ");
    Result json = orch.run("plan", tree.path(), "-o", "json");
    assertThat(new Schemas().problems("plan", json.out())).isEmpty();
    assertThat(json.out()).contains("\"action\" : \"update\"");
    Result explained = orch.run("explain", tree.path());
    assertThat(explained.out())
        .contains("weather/jobs: 1 job whose files", "b: update, coordinator.xml changed");
    Result alone = orch.run("plan", tree.path(), "--component", "jobs", "-o", "json");
    assertThat(alone.out()).contains("\"action\" : \"update\"");
  }

  private void showsTheJobs() {
    Result jobs = orch.run("jobs", "-c", "jobs");
    assertThat(jobs.exit()).as(jobs.toString()).isZero();
    assertThat(jobs.out().lines().map(line -> line.split(" +", -1)[0]))
        .containsExactly("JOB", "a", "b");
    assertThat(jobs.out()).containsPattern("\nb +(PREP|RUNNING) +[0-9]{7}-");
    String json = orch.run("jobs", "-c", "jobs", "--job", "b", "-o", "json").out();
    assertThat(new Schemas().problems("jobs", json)).isEmpty();
    assertThat(json).contains("\"job\" : \"b\"").doesNotContain("\"job\" : \"a\"");
    assertThat(orch.run("jobs", "-c", "jobs", "--failed").err()).contains("no job has failed");
    assertThat(orch.run("jobs", "-c", "jobs", "--job", "x").exit()).isEqualTo(2);

    OozieServer server = OozieConnection.of(URI.create(oozie.url()), "root").open();
    Result sound = orch.run("verify", tree.path());
    assertThat(sound.out()).contains("0 of 2 jobs not as they should be");
    server.kill(new JobId(idIn(json)));
    Result astray = orch.run("verify", tree.path());
    assertThat(astray.exit()).as(astray.toString()).isEqualTo(1);
    assertThat(astray.out())
        .contains("jobs: job b: KILLED: not by orch's doing", "1 of 2 jobs not as they should be");
    Result verified = orch.run("verify", tree.path(), "-o", "json");
    assertThat(new Schemas().problems("verify", verified.out())).isEmpty();
    assertThat(verified.out()).contains("\"inSync\" : false", "\"status\" : \"KILLED\"");

    Result failed = orch.run("jobs", "--home", home(), "--oozie", oozie.url(), "--failed");
    assertThat(failed.out()).contains("b    KILLED").doesNotContain("a    ");
    server.close();
  }

  private static String idIn(String json) {
    return json.replaceAll("(?s).*\"id\" : \"([^\"]*)\".*", "$1");
  }

  @Test
  void ofSeveralAgentsOneActsAtOnceAndTheOthersDisturbItNot() throws Exception {
    publish();
    agent("edge1");
    awaitApplied(1, "edge1");
    agent("edge2");
    awaitApplied(1, "edge2");

    job("b", "<!-- changed -->");
    publish();

    awaitApplied(2, "edge1", "edge2");
    assertThat(log("edge1")).contains("job b: updated").doesNotContain("ERROR", "WARN");
    assertThat(log("edge2")).doesNotContain("job b: ", "ERROR", "WARN");
    Result apply = orch.run("apply", tree.path() + "/jobs", "--home", home());
    assertThat(apply.exit()).as(apply.toString()).isEqualTo(4);
    assertThat(apply.err()).contains("The agent edge1 acts for");
  }

  @Test
  void whenTheOneThatActsIsKilledAnotherTakesOver() throws Exception {
    publish();
    Process first = agent("edge1");
    awaitApplied(1, "edge1");
    agent("edge2");
    awaitApplied(1, "edge2");

    first.destroyForcibly().waitFor();
    job("b", "<!-- changed -->");
    publish();

    awaitApplied(2, "edge2");
    assertThat(log("edge2")).contains("in place of edge1", "job b: updated");
  }

  private String log(String instance) throws IOException {
    return agents().said(instance);
  }

  @Test
  void aJobThatSomeoneKilledIsSubmittedAgainByTheAgentWhenAsked() throws Exception {
    publish();
    agent("edge1");
    awaitApplied(1, "edge1");
    String id = idIn(orch.run("jobs", "-c", "jobs", "--job", "a", "-o", "json").out());
    OozieServer server = OozieConnection.of(URI.create(oozie.url()), "root").open();
    server.kill(new JobId(id));
    server.close();
    Await.until(
        "it is seen to be killed",
        LIMIT,
        () -> orch.run("jobs", "-c", "jobs", "--failed").out().contains("KILLED"));

    Result asked = orch.run("resubmit", "a", "-c", "jobs", "--yes");

    assertThat(asked.exit()).as(asked.toString()).isZero();
    assertThat(asked.err()).contains("asked for; see with: orch jobs");
    Await.until(
        "the agent has submitted it",
        LIMIT,
        () -> orch.run("jobs", "-c", "jobs", "--failed").err().contains("no job has failed"));
    assertThat(orch.run("jobs", "-c", "jobs", "--job", "a", "-o", "json").out()).doesNotContain(id);
  }

  @Test
  void anAgentThatIsToldToEndLetsAnotherActAtOnce() throws Exception {
    publish();
    Process first = agent("edge1");
    awaitApplied(1, "edge1");
    agent("edge2");
    awaitApplied(1, "edge2");

    first.destroy();
    assertThat(first.waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
    assertThat(log("edge1")).doesNotContain("seen to be gone");

    assertThat(orch.run("status").out()).containsPattern("edge1 .*STOPPED");
    job("b", "<!-- changed -->");
    publish();
    awaitApplied(2, "edge2");
    assertThat(log("edge2")).contains("acts for").doesNotContain("in place of");
  }

  @Test
  void aTreeOnHdfsIsPublishedAsOneOnThisMachine() throws Exception {
    String place = oozie.hdfs() + "/trees/" + run;
    try (HadoopFileSystems all = HadoopFileSystems.open(HadoopSettings.NONE)) {
      HadoopDirectory there = all.directory(URI.create(place));
      for (String path :
          List.of(
              "jobs/component.yaml",
              "jobs/a/job.properties",
              "jobs/a/coordinator.xml",
              "jobs/a/workflow.xml")) {
        try (InputStream in = Files.newInputStream(Path.of(tree.path(), path))) {
          there.write(path, in, false);
        }
      }
    }
    tree.without("jobs/b/job.properties").without("jobs/b/coordinator.xml");
    tree.without("jobs/b/workflow.xml");

    Result published = orch.run("publish", place);

    assertThat(published.exit()).as(published.toString()).isZero();
    assertThat(orch.run("ls", "jobs").out()).contains("a/coordinator.xml");
    assertThat(orch.run("plan", tree.path()).exit()).as("the same tree").isZero();
    Result nothing = orch.run("publish", oozie.hdfs() + "/trees/none");
    assertThat(nothing.exit()).as(nothing.toString()).isEqualTo(2);
    assertThat(orch.run("publish", "nosuch://x/y").err())
        .contains("no plug-in opens trees of the scheme \"nosuch\", nor does Hadoop's client");
  }
}
