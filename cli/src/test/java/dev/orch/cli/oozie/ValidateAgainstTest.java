package dev.orch.cli.oozie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Running;
import dev.orch.cli.fixture.Site;
import dev.orch.hadoop.HadoopDirectory;
import dev.orch.hadoop.HadoopFileSystems;
import dev.orch.hadoop.HadoopSettings;
import dev.orch.oozie.client.OozieConnection;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.OozieServer;
import dev.orch.oozie.testing.OozieProcess;
import dev.orch.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that a real Oozie server looks at before they are published. */
class ValidateAgainstTest {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static final String WORKFLOW =
      """
      <workflow-app name='w' xmlns='uri:oozie:workflow:0.5'>
        <start to='load'/>
        <action name='load'>
          <fs><delete path='/none/PATH'/></fs>
          <ok to='OK'/><error to='fail'/>
        </action>
        <kill name='fail'><message>${wf:errorMessage(wf:lastErrorNode())}</message></kill>
        <end name='end'/>
      </workflow-app>
      """;

  private static final String COORDINATOR =
      """
      <coordinator-app name='NAME' frequency='FREQUENCY' start='2035-01-01T00:00Z'
          end='2035-02-01T00:00Z' timezone='UTC' xmlns='uri:oozie:coordinator:0.4'>
        <action><workflow><app-path>APP</app-path><configuration>
          <property><name>time</name><value>VALUE</value></property>
        </configuration></workflow></action>
      </coordinator-app>
      """;

  @TempDir Path dir;
  private final String user = "validate" + COUNT.incrementAndGet();
  private final OozieProcess oozie = OozieProcess.shared();
  private final Site site = new Site();
  private final Orch orch = site.orch("weather");
  private DiskTree tree = new DiskTree(Path.of(""));

  @BeforeEach
  void component() {
    tree = new DiskTree(dir.resolve("tree"));
    component("");
  }

  @AfterEach
  void end() {
    site.close();
  }

  private void component(String more) {
    tree.file(
        "jobs/component.yaml",
        "trigger: oozie\n"
            + more
            + "oozie: { user: "
            + user
            + ", url: '"
            + oozie.url()
            + "', properties: { nameNode: '"
            + oozie.hdfs()
            + "' } }\n");
  }

  /** What Oozie alone can know is to be told by Oozie alone. */
  private void notLookedAtHere() {
    component("validate: { '**/*.xml': false }\n");
  }

  private static String workflow(String path, String ok) {
    return WORKFLOW.replace("PATH", path).replace("OK", ok);
  }

  private static String coordinator(String frequency, String app, String value) {
    return COORDINATOR
        .replace("NAME", "validated")
        .replace("FREQUENCY", frequency)
        .replace("APP", app)
        .replace("VALUE", value);
  }

  private void job(String name, String coordinator, String workflow) {
    tree.file("jobs/" + name + "/job.properties", "oozie.coord.application.path=x\npassword=s\n")
        .file("jobs/" + name + "/coordinator.xml", coordinator)
        .file("jobs/" + name + "/workflow.xml", workflow);
  }

  private void soundJob(String name) {
    job(
        name,
        coordinator("${coord:days(1)}", "${orchJobDir}", "${coord:nominalTime()}"),
        workflow("${time}", "end"));
  }

  private URI scratch() {
    return URI.create(oozie.hdfs() + "/scratch/" + user);
  }

  private static List<String> names(URI place) throws IOException {
    try (HadoopFileSystems all = HadoopFileSystems.open(HadoopSettings.NONE)) {
      HadoopDirectory directory = all.directory(place);
      return directory.names("");
    }
  }

  private String[] arguments(String command, String url, String... more) {
    List<String> all = new ArrayList<>(List.of(command, tree.path(), "--validate-against", url));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  private Result validate(String command, String... more) {
    String[] scratch = {"--validate-scratch", scratch().toString()};
    List<String> all = new ArrayList<>(Arrays.asList(scratch));
    all.addAll(Arrays.asList(more));
    return orch.run(arguments(command, oozie.url(), all.toArray(String[]::new)));
  }

  private Result against(String url) {
    return orch.run(arguments("publish", url, "--validate-scratch", scratch().toString()));
  }

  @Test
  void soundJobsAreTakenAndNothingIsChanged() throws Exception {
    soundJob("coordinator");
    tree.file("jobs/workflow/job.properties", "oozie.wf.application.path=x\ntime=1\n")
        .file("jobs/workflow/workflow.xml", workflow("${time}", "end"))
        .file("jobs/workflow/lib/large.jar", new byte[1024 * 1024 + 1]);
    tree.file("jobs/bundle/job.properties", "oozie.bundle.application.path=x\n")
        .file(
            "jobs/bundle/bundle.xml",
            """
            <bundle-app name='b' xmlns='uri:oozie:bundle:0.2'>
              <coordinator name='c'>
                <app-path>${orchJobDir}/c/coordinator.xml</app-path>
                <configuration><property><name>given</name><value>1</value></property></configuration>
              </coordinator>
            </bundle-app>
            """)
        .file(
            "jobs/bundle/c/coordinator.xml",
            coordinator("${coord:days(1)}", "${orchJobDir}/c", "${given}"))
        .file("jobs/bundle/c/workflow.xml", workflow("${time}${given}", "end"));
    List<String> before = oozie.auditLog();

    Result plan = validate("plan");
    Result publish = validate("publish");

    assertThat(plan.exit()).as(plan.toString()).isEqualTo(1);
    assertThat(plan.err()).contains("dry runs of 3 jobs, none refused");
    assertThat(publish.exit()).as(publish.toString()).isZero();
    assertThat(publish.err()).contains("dry runs of 3 jobs, none refused");
    assertThat(publish.out()).contains("revision 1 is live");
    try (OozieServer server = OozieConnection.of(URI.create(oozie.url()), user).open()) {
      for (JobKind kind : JobKind.values()) {
        assertThat(server.jobs(kind, user, Set.of())).isEmpty();
      }
    }
    assertThat(oozie.auditLog().stream().skip(before.size()).filter(line -> line.contains(user)))
        .as("a workflow, a coordinator and a bundle with all they call, by plan and by publish")
        .hasSize(12)
        .allMatch(line -> line.contains("OPERATION [dryrun]"));
    assertThat(names(scratch())).isEmpty();
  }

  @Test
  void allThatOozieRefusesIsToldAtOnceAndNothingIsPublished() throws Exception {
    notLookedAtHere();
    soundJob("sound");
    String daily = "${coord:days(1)}";
    String own = "${orchJobDir}";
    job("transition", coordinator(daily, own, "1"), workflow("x", "lod"));
    job("property", coordinator(daily, own, "${nowhere}"), workflow("x", "end"));
    job("function", coordinator(daily, own, "${coord:nosuch(1)}"), workflow("x", "end"));
    job("variable", coordinator(daily, own, "1"), workflow("${input}", "end"));
    job("elsewhere", coordinator(daily, "${nameNode}/nowhere", "1"), workflow("x", "end"));
    job("frequency", coordinator("${coord:days(0)}", own, "1"), workflow("x", "end"));
    job("gone", coordinator(daily, own + "/gone.xml", "1"), workflow("x", "end"));

    Result result = validate("publish");

    assertThat(result.exit()).as(result.toString()).isEqualTo(2);
    assertThat(result.err())
        .contains(
            "was asked for dry runs of 8 jobs and refuses some",
            "  jobs/transition/workflow.xml: Oozie refuses it: E0708: ",
            "  jobs/property/coordinator.xml: Oozie refuses it: E1004: ",
            "  jobs/function/coordinator.xml: Oozie refuses it: E1004: ",
            "  jobs/variable/workflow.xml: Oozie refuses it: E0803: ",
            "  jobs/elsewhere/coordinator.xml: Oozie refuses it: of hdfs://",
            "  jobs/gone/coordinator.xml: Oozie refuses it: of ${orchJobDir}/gone.xml: ",
            "  jobs/frequency/coordinator.xml: Oozie refuses it: ")
        .doesNotContain("sound", ".orch-validate");
    assertThat(orch.run("ls", "jobs").exit()).as("nothing is published").isNotZero();
    assertThat(names(scratch())).isEmpty();
    assertThat(validate("plan").exit()).isEqualTo(2);
  }

  @Test
  void aWorkflowGetsWhatItsCoordinatorWouldGiveIt() {
    String values =
        "<configuration><property><name>%s</name><value>x</value></property></configuration>";
    for (String name : List.of("hourly", "cron")) {
      String frequency = name.equals("cron") ? "30 6 * * 1" : "${coord:hours(1)}";
      job(
          name,
          coordinator(frequency, "${orchJobDir}", "${coord:formatTime(coord:nominalTime(), 'yy')}"),
          workflow("${time}/${ofCoordinator}/${ofWorkflow}/${nameNode}", "end"));
      tree.file("jobs/" + name + "/coord-config-default.xml", values.formatted("ofCoordinator"))
          .file("jobs/" + name + "/config-default.xml", values.formatted("ofWorkflow"));
    }
    Result sound = validate("plan");

    assertThat(sound.exit()).as(sound.toString()).isEqualTo(1);
    notLookedAtHere();
    for (String name : List.of("hourly", "cron")) {
      tree.file("jobs/" + name + "/workflow.xml", workflow("${other}", "end"));
    }
    Result refused = validate("plan");
    assertThat(refused.err())
        .contains(
            "jobs/cron/workflow.xml: Oozie refuses it: E0803",
            "jobs/hourly/workflow.xml: Oozie refuses it: E0803");
  }

  @Test
  void whatOnlyARunCanTellIsNoRefusal() throws Exception {
    String daily = "${coord:days(1)}";
    for (String function :
        List.of(
            "wf:callback('x')", "hadoop:counters('load')['g']['c']", "wf:actionData('a')['b']")) {
      job(
          function.substring(0, function.indexOf('(')).replace(':', '-'),
          coordinator(daily, "${orchJobDir}", "1"),
          workflow("x", "end").replace("wf:errorMessage(wf:lastErrorNode())", function));
    }

    Result result = validate("publish");

    assertThat(result.exit()).as(result.toString()).isZero();
    assertThat(result.err())
        .contains(
            "dry runs of 3 jobs, none refused",
            "warning: jobs/hadoop-counters/workflow.xml: Oozie cannot judge it by a dry run: E08",
            "warning: jobs/wf-callback/workflow.xml: Oozie cannot judge it by a dry run: E08")
        .doesNotContain("wf-actionData/workflow.xml");
    assertThat(names(scratch())).isEmpty();
  }

  @Test
  void ofManyJobsOnlyThoseThatDifferAreAsked() {
    for (int i = 0; i < 300; i++) {
      soundJob("job" + i);
    }
    tree.file("docs/readme.txt", "of no job");
    Result first = orch.run("publish", tree.path());
    assertThat(first.exit()).as(first.toString()).isZero();
    tree.file("docs/readme.txt", "another");

    Result unchanged = against("http://127.0.0.1:1/oozie");
    assertThat(unchanged.exit()).as("nobody is asked: %s", unchanged).isZero();

    tree.file("jobs/job7/workflow.xml", workflow("${time}/new", "end"));
    Result changed = validate("publish");
    assertThat(changed.exit()).as(changed.toString()).isZero();
    assertThat(changed.err()).contains("dry runs of 1 job, none refused");
  }

  @Test
  void aServerThatIsNotThereIsToldApartFromJobsThatAreWrong() throws Exception {
    soundJob("a");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    Result result = against("http://127.0.0.1:" + port + "/oozie");

    assertThat(result.exit()).as(result.toString()).isEqualTo(3);
    assertThat(result.err()).contains("could not dry-run a job at http://127.0.0.1:" + port);
    assertThat(names(scratch())).isEmpty();
  }

  @Test
  void aServerThatLetsNobodyInIsARefusal() throws Exception {
    soundJob("a");
    try (ClosedServer closed = new ClosedServer()) {
      Result result = against(closed.url());

      assertThat(result.exit()).as(result.toString()).isEqualTo(4);
      assertThat(result.err()).contains("See whether the server lets the user " + user + " in");
      assertThat(names(scratch())).isEmpty();
    }
  }

  @Test
  void interruptedItRemovesWhatItPutThere() throws Exception {
    soundJob("a");
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Running running =
            orch.start(
                arguments(
                    "publish",
                    "http://127.0.0.1:" + silent.getLocalPort() + "/oozie",
                    "--validate-scratch",
                    scratch().toString()))) {
      Await.until("it has put files there", () -> !namesNow().isEmpty());

      running.interrupt();

      Result result = running.await();
      assertThat(result.exit()).as(result.toString()).isEqualTo(130);
      assertThat(names(scratch())).isEmpty();
    }
  }

  private List<String> namesNow() {
    try {
      return names(scratch());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theHomeThatAgentsReportServesAndStaysAsItIs() throws Exception {
    soundJob("a");
    Result nowhere = orch.run(arguments("publish", oozie.url()));
    assertThat(nowhere.exit()).as(nowhere.toString()).isEqualTo(2);
    assertThat(nowhere.err()).contains("no agent of it reports a home", "--validate-scratch URI");
    assertThat(orch.run("publish", tree.path()).exit()).isZero();
    String home = oozie.hdfs() + "/validated/" + user;
    Result agent = orch.run("agent", "-c", "jobs", "-i", "edge1", "--home", home, "--once");
    assertThat(agent.exit()).as(agent.toString()).isZero();
    List<String> before = names(URI.create(home));
    tree.file("jobs/a/workflow.xml", workflow("${time}/new", "end"));

    Result result = orch.run(arguments("plan", oozie.url()));

    assertThat(result.exit()).as(result.toString()).isEqualTo(1);
    assertThat(result.err()).contains("dry runs of 1 job, none refused");
    assertThat(names(URI.create(home))).isEqualTo(before);
  }

  @Test
  void whatCannotBeMeantIsRefusedBeforeAnythingIsDone() {
    Result alone = orch.run("publish", "nowhere", "--validate-scratch", "file:/none");
    assertThat(alone.exit()).as(alone.toString()).isEqualTo(2);
    assertThat(alone.err()).contains("Give --validate-against URL too");
    Result noUrl = orch.run("plan", "nowhere", "--validate-against", "oozie.example:11000/oozie");
    assertThat(noUrl.exit()).as(noUrl.toString()).isEqualTo(2);
    assertThat(noUrl.err()).contains("found \"oozie.example:11000/oozie\"");
  }

  @Test
  void ofAllProjectsNoneIsPublishedWhenOozieRefusesAJobOfOne() {
    tree = new DiskTree(dir.resolve("many/sound"));
    component("");
    soundJob("a");
    tree = new DiskTree(dir.resolve("many/wrong"));
    notLookedAtHere();
    job("a", coordinator("${coord:days(1)}", "${orchJobDir}", "1"), workflow("x", "lod"));
    tree = new DiskTree(dir.resolve("many"));
    Orch all = new Orch().env("ORCH_ZK_CONNECT", site.connect());

    Result result =
        all.run(
            arguments(
                "publish",
                oozie.url(),
                "--all-projects",
                "--validate-scratch",
                scratch().toString()));

    assertThat(result.exit()).as(result.toString()).isEqualTo(2);
    assertThat(result.err()).contains("wrong failed", "jobs/a/workflow.xml: Oozie refuses it: E07");
    assertThat(all.run("ls", "jobs", "--project", "sound").exit()).isNotZero();
  }
}
