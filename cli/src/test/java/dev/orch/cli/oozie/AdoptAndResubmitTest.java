package dev.orch.cli.oozie;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.golden.Schemas;
import dev.orch.hadoop.HadoopDirectory;
import dev.orch.hadoop.HadoopFileSystems;
import dev.orch.hadoop.HadoopSettings;
import dev.orch.oozie.client.OozieConnection;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobStatus;
import dev.orch.oozie.server.OozieServer;
import dev.orch.oozie.testing.OozieProcess;
import dev.orch.testing.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that someone else submitted, or killed, on a real Oozie server and HDFS. */
class AdoptAndResubmitTest {
  private static final AtomicInteger COUNT = new AtomicInteger();

  @TempDir Path dir;
  private final String run = "byhand" + COUNT.incrementAndGet();
  private final OozieProcess oozie = OozieProcess.shared();
  private final OozieServer server =
      OozieConnection.of(URI.create(oozie.url()), System.getProperty("user.name")).open();
  private final Orch orch = new Orch();
  private DiskTree tree = new DiskTree(Path.of(""));

  @BeforeEach
  void component() throws IOException {
    tree =
        new DiskTree(dir.resolve("ingest"))
            .file("component.yaml", "trigger: oozie\noozie: { url: '" + oozie.url() + "' }\n");
    job("a", old("a") + "/coordinator.xml");
    job("b", "${nowhere}/b");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String old(String name) {
    return oozie.hdfs() + "/byhand/" + run + "/" + name;
  }

  private String home() {
    return oozie.hdfs() + "/adopted/" + run;
  }

  private void job(String name, String path) throws IOException {
    tree.file(name + "/job.properties", "oozie.coord.application.path=" + path + "\n")
        .file(name + "/coordinator.xml", coordinator(name))
        .file(name + "/workflow.xml", JobTexts.WORKFLOW);
  }

  private String coordinator(String name) {
    return JobTexts.coordinator(run + name);
  }

  private JobId submitByHand(String name) throws IOException {
    try (HadoopFileSystems all = HadoopFileSystems.open(HadoopSettings.NONE)) {
      HadoopDirectory there = all.directory(URI.create(old(name)));
      String definition = coordinator(name).replace("${orchJobDir}", old(name));
      for (Map.Entry<String, String> file :
          Map.of("coordinator.xml", definition, "workflow.xml", JobTexts.WORKFLOW).entrySet()) {
        byte[] bytes = file.getValue().getBytes(UTF_8);
        there.write(file.getKey(), new ByteArrayInputStream(bytes), true);
      }
    }
    return server.submit(
        Map.of(
            "user.name",
            System.getProperty("user.name"),
            "oozie.coord.application.path",
            old(name) + "/coordinator.xml"));
  }

  private Result apply(String... more) {
    String[] all = new String[more.length + 4];
    System.arraycopy(new String[] {"apply", tree.path(), "--home", home()}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return orch.run(all);
  }

  @Test
  void jobsThatWereSubmittedByHandAreShownAskedForAndTakenOver() throws Exception {
    JobId a = submitByHand("a");
    JobId b = submitByHand("b");
    Result refused = apply();
    assertThat(refused.exit()).as(refused.toString()).isEqualTo(4);
    assertThat(refused.out()).contains("orch adopt");

    Result shown = orch.run("adopt", tree.path(), "--dry-run");
    assertThat(shown.exit()).as("one is left: %s", shown).isEqualTo(4);
    assertThat(shown.out())
        .containsPattern("a +" + a + " .*is it")
        .containsPattern("b +" + b + " .*path is another; see --by-name");
    Result unasked = orch.run("adopt", tree.path());
    assertThat(unasked.exit()).as(unasked.toString()).isEqualTo(4);
    assertThat(unasked.err()).contains("Mark 1 job as orch's", "--yes");
    assertThat(orch.run("adopt", tree.path(), "--dry-run").out()).doesNotContain("already");

    Result json = orch.run("adopt", tree.path(), "--by-name", "--yes", "-o", "json");
    assertThat(json.exit()).as(json.toString()).isZero();
    assertThat(new Schemas().problems("adopt", json.out())).isEmpty();
    assertThat(json.err()).contains("2 jobs adopted");
    Result preview = apply("--dry-run");
    assertThat(preview.out()).containsPattern("a +take-over").containsPattern("b +take-over");
    Result taken = apply();
    assertThat(taken.exit()).as(taken.toString()).isZero();
    assertThat(taken.out())
        .containsPattern("a +changed +" + a + " +updated")
        .containsPattern("b +changed +" + b + " +updated");
    assertThat(orch.run("adopt", tree.path()).out()).contains("orch's already");
  }

  @Test
  void aKilledJobIsSubmittedAgainWhenSomeoneAsksForIt() throws Exception {
    assertThat(apply().exit()).isZero();
    JobId killed = new JobId(idOf("a"));
    server.kill(killed);
    Await.until(
        "it is killed",
        () -> server.job(killed).orElseThrow().summary().status() == JobStatus.KILLED);
    assertThat(apply().out()).containsPattern("a +drifted .*orch resubmit");

    String[] ask = {"resubmit", "a", "--tree", tree.path(), "--home", home()};
    Result unasked = orch.run(ask);
    assertThat(unasked.exit()).as(unasked.toString()).isEqualTo(4);
    assertThat(unasked.out()).containsPattern("a +2035-01-01T00:00:00Z +is submitted again");
    Result alive = orch.run("resubmit", "b", "--tree", tree.path(), "--home", home(), "--yes");
    assertThat(alive.exit()).as(alive.toString()).isEqualTo(4);
    assertThat(alive.out()).contains("refused: it is ");
    Result asked =
        orch.run(
            "resubmit",
            "a",
            "--tree",
            tree.path(),
            "--home",
            home(),
            "--yes",
            "--from",
            "2035-01-03T12:00Z");
    assertThat(asked.exit()).as(asked.toString()).isZero();
    assertThat(asked.err()).contains("the next orch apply does it");

    Result done = apply();
    assertThat(done.exit()).as(done.toString()).isZero();
    assertThat(done.out()).containsPattern("a +changed .*submitted as");
    JobId next = new JobId(idOf("a"));
    assertThat(next).isNotEqualTo(killed);
    assertThat(server.coordinator(next).orElseThrow().start()).isEqualTo("2035-01-04T00:00:00Z");
  }

  @Test
  void whatIsMistypedIsSaid() {
    assertThat(apply().exit()).isZero();
    String[] none = {"resubmit", "x", "--tree", tree.path(), "--home", home()};
    assertThat(orch.run(none).err()).contains("there is no job x");
    assertThat(orch.run("resubmit", "a", "--home", home()).err()).contains("--tree and --home");
    assertThat(orch.run("resubmit", "a", "--from", "noon").err()).contains("expected now, or");
  }

  private String idOf(String job) {
    String json =
        orch.run("jobs", "--home", home(), "--oozie", oozie.url(), "--job", job, "-o", "json")
            .out();
    return json.replaceAll("(?s).*\"id\" : \"([^\"]*)\".*", "$1");
  }
}
