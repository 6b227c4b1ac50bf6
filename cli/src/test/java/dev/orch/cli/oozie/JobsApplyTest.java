package dev.orch.cli.oozie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.golden.Schemas;
import dev.orch.oozie.testing.OozieProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of a directory, on a real Oozie server and a home on a real HDFS. */
class JobsApplyTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String COORDINATOR =
      """
      <coordinator-app name='NAME' frequency='${coord:minutes(1)}' start='${start}'
          end='${end}' timezone='UTC' xmlns='uri:oozie:coordinator:0.4'>
        <action><workflow><app-path>${orchJobDir}</app-path></workflow></action>
      </coordinator-app>
      """;

  @TempDir Path dir;
  private final int run = COUNT.incrementAndGet();
  private final OozieProcess oozie = OozieProcess.shared();
  private final Orch orch = new Orch();
  private DiskTree tree = new DiskTree(Path.of(""));

  @BeforeEach
  void component() throws IOException {
    tree =
        new DiskTree(dir.resolve("ingest"))
            .file(
                "component.yaml",
                "trigger: oozie\noozie: { url: '"
                    + oozie.url()
                    + "', properties: { start: '2035-01-01T00:00Z', end: '2035-01-02T00:00Z' } }\n");
    job("a");
    job("b");
    job("c");
  }

  private void job(String name) throws IOException {
    tree.file(name + "/job.properties", "oozie.coord.application.path=coordinator.xml\n")
        .file(name + "/coordinator.xml", COORDINATOR.replace("NAME", name.replace('/', '-') + run))
        .file(name + "/workflow.xml", JobTexts.WORKFLOW);
  }

  private String home() {
    return oozie.hdfs() + "/apply/" + run;
  }

  private Result apply(String... more) {
    String[] all = new String[more.length + 4];
    all[0] = "apply";
    all[1] = tree.path();
    all[2] = "--home";
    all[3] = home();
    System.arraycopy(more, 0, all, 4, more.length);
    return orch.run(all);
  }

  @Test
  void aDryRunShowsWhatWouldBeDoneAndDoesNothing() {
    Result result = apply("--dry-run");

    assertThat(result.exit()).as(result.toString()).isZero();
    assertThat(result.out())
        .contains("a    submit", "b    submit", "c    submit", "3 of 3 jobs would be changed");
    Result json = apply("--dry-run", "-o", "json");
    assertThat(json.out()).contains("\"action\" : \"submit\"");
    assertThat(new Schemas().problems("apply", json.out())).isEmpty();
  }

  @Test
  void onlyTheJobThatChangedIsTouched() throws IOException {
    Result first = apply();
    assertThat(first.exit()).as(first.toString()).isZero();
    assertThat(first.out()).contains("a    changed", "submitted");

    Result again = apply("-o", "json");
    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(new Schemas().problems("apply", again.out())).isEmpty();
    assertThat(again.out()).doesNotContain("\"changed\"").contains("\"result\" : \"untouched\"");

    tree.file("b/workflow.xml", JobTexts.WORKFLOW + "<!-- changed -->");
    Result preview = apply("--dry-run");
    assertThat(preview.out()).contains("1 of 3 jobs would be changed");
    Result third = apply();
    assertThat(third.exit()).as(third.toString()).isZero();
    assertThat(third.out()).contains("a    untouched", "c    untouched");
    assertThat(third.out()).contains("b    changed").contains("updated");
  }

  @Test
  void aJobThatOozieRefusesIsNamedAndTheOthersAreSubmitted() throws IOException {
    tree.file("b/coordinator.xml", COORDINATOR.replace("<action>", "<surprise/><action>"))
        .file(
            "component.yaml",
            "trigger: oozie\nvalidate: { '**/coordinator.xml': false }\noozie: { url: '"
                + oozie.url()
                + "', properties: { start: '2035-01-01T00:00Z', end: '2035-01-02T00:00Z' } }\n");

    Result result = apply();

    assertThat(result.exit()).as(result.toString()).isEqualTo(6);
    assertThat(result.out()).contains("a    changed", "b    failed", "c    changed");
    assertThat(result.err()).contains("not all jobs are as desired");
  }

  @Test
  void filesThatMakeNoJobAreRefusedBeforeAnythingIsAsked() throws IOException {
    tree.file("d/job.properties", "x=1").file("stray.xml", "<x/>");

    Result result = apply("--oozie", "http://127.0.0.1:1/oozie");

    assertThat(result.exit()).as(result.toString()).isEqualTo(2);
    assertThat(result.err()).contains("d/job.properties", "stray.xml");
  }

  @Test
  void aServerOutOfReachIsToldAsThat() throws IOException {
    int unused;
    try (ServerSocket socket = new ServerSocket(0)) {
      unused = socket.getLocalPort();
    }

    Result result = apply("--oozie", "http://127.0.0.1:" + unused + "/oozie");

    assertThat(result.exit()).as(result.toString()).isEqualTo(3);
    assertThat(result.err()).contains("127.0.0.1:" + unused);
  }

  @Test
  void namesWithBlanksAndUmlautsAreNamesLikeOthers() throws IOException {
    job("sub dir/größe 100%");

    Result result = apply();

    assertThat(result.exit()).as(result.toString()).isZero();
    assertThat(result.out()).contains("sub dir/größe 100%  changed");
  }

  @Test
  void aHomeOnThisMachineServesToo() throws IOException {
    Result result = orch.run("apply", tree.path(), "--home", dir.resolve("home").toString());

    assertThat(result.exit()).as(result.toString()).isZero();
    assertThat(dir.resolve("home").toFile().list())
        .as("%s", (Object) dir.resolve("home").toFile().list())
        .anyMatch(name -> name.matches("a@[0-9a-f]{12}"));
  }

  @Test
  void aHomeHoldsJobsOrFilesOfAnotherComponentAndNotBoth() throws IOException {
    DiskTree other = new DiskTree(dir.resolve("other")).file("x", "1");
    assertThat(apply().exit()).isZero();

    Result files = orch.run("apply", other.path(), "--home", home());
    assertThat(files.exit()).as(files.toString()).isEqualTo(4);
    assertThat(files.err()).contains("holds Oozie jobs, and the component is none of jobs");

    String another = home() + "-files";
    assertThat(orch.run("apply", other.path(), "--home", another).exit()).isZero();
    Result jobs = orch.run("apply", tree.path(), "--home", another);
    assertThat(jobs.exit()).as(jobs.toString()).isEqualTo(4);
    assertThat(jobs.err()).contains("holds files of a component that is none of jobs");
  }

  @Test
  void anEmptyDirectoryStopsNoJobUnasked() throws IOException {
    assertThat(apply().exit()).isZero();
    for (String name : new String[] {"a", "b", "c"}) {
      for (String file : new String[] {"job.properties", "coordinator.xml", "workflow.xml"}) {
        tree.without(name + "/" + file);
      }
    }

    Result refused = apply();
    assertThat(refused.exit()).as(refused.toString()).isEqualTo(4);
    assertThat(refused.err()).contains("stop all 3");
    assertThat(orch.run("jobs", "--home", home(), "--oozie", oozie.url()).out().lines())
        .as("they live on")
        .hasSize(4)
        .noneMatch(line -> line.contains("KILLED"));

    Result meant = apply("--yes");
    assertThat(meant.exit()).as(meant.toString()).isZero();
    assertThat(meant.out()).contains("stopped and removed");
  }
}
