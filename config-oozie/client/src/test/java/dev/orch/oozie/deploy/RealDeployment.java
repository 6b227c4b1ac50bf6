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
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A component of jobs on a real Oozie server, as a user of its own. */
final class RealDeployment implements AutoCloseable {
  /** Before it, what is waited for has come, on a slow machine too. */
  static final Duration LIMIT = Duration.ofSeconds(100);

  /** When the coordinators of these tests begin: long ago, so that their times are made at once. */
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final int MINUTES_OF_A_YEAR = 525_600;

  static final String QUICK =
      """
      <workflow-app name='quick' xmlns='uri:oozie:workflow:0.5'><start to='e'/><end name='e'/></workflow-app>
      """;

  private final OozieServer server;
  private final InMemoryJobMemory memory = new InMemoryJobMemory();
  private final DeployTarget target;
  private final JobDeployer deployer;

  RealDeployment(OozieProcess oozie, String user, Path home) {
    this(oozie, user, home, UnaryOperator.identity());
  }

  /**
   * With something between the deployer and the server.
   *
   * @param seen what the deployer sees of the server
   */
  RealDeployment(OozieProcess oozie, String user, Path home, UnaryOperator<OozieServer> seen) {
    this.server = seen.apply(OozieConnection.of(URI.create(oozie.url()), user).open());
    this.target = new DeployTarget(new ProjectName("weather"), new ComponentName("ingest"), user);
    this.deployer =
        new JobDeployer(server, new FilesInDirectory(home), memory, target, Clock.systemUTC());
  }

  InMemoryJobMemory memory() {
    return memory;
  }

  DeployTarget target() {
    return target;
  }

  /** Asks that a job is submitted again, which has to be possible. */
  void resubmit(String job, FileTree tree) throws Exception {
    JobRecord record = memory.load().get(new JobName(job));
    assertThat(record).isNotNull();
    Resubmission.Plan plan =
        new Resubmission(server)
            .plan(record, JobSet.read(tree).job(new JobName(job)).orElseThrow(), null);
    assertThat(plan).isInstanceOf(Resubmission.Plan.Submit.class);
    memory.save(record.resubmit(((Resubmission.Plan.Submit) plan).start(), Instant.now()));
  }

  OozieServer server() {
    return server;
  }

  /** A workflow that runs until the file is there. */
  static String held(Path until) {
    return """
        <workflow-app name='held' xmlns='uri:oozie:workflow:0.5'><start to='h'/>
          <action name='h'><hold xmlns='uri:orch:hold-action:0.1'>FILE</hold>
            <ok to='e'/><error to='e'/></action>
        <end name='e'/></workflow-app>
        """
        .replace("FILE", until.toString());
  }

  /** A coordinator that runs the workflow each minute from {@link #START} on, for so long. */
  static Trees everyMinute(
      Trees trees, String job, int minutes, String properties, String workflow) {
    return coordinator(
        trees, job, 1, START.plus(Duration.ofMinutes(minutes)), properties, workflow);
  }

  /** The same at every so many minutes until an end. */
  static Trees coordinator(
      Trees trees, String job, int frequency, Instant end, String properties, String workflow) {
    return trees
        .file(
            job + "/job.properties", "oozie.coord.application.path=coordinator.xml\n" + properties)
        .file(
            job + "/coordinator.xml",
            """
            <coordinator-app name='%s' frequency='${coord:minutes(%d)}' start='2026-01-01T00:00Z'
                end='%s' timezone='UTC' xmlns='uri:oozie:coordinator:0.4'>
              <controls><concurrency>2</concurrency><throttle>4</throttle></controls>
              <action><workflow><app-path>${orchJobDir}</app-path></workflow></action>
            </coordinator-app>
            """
                .formatted(job, frequency, end.toString().replace(":00Z", "Z")))
        .file(job + "/workflow.xml", workflow);
  }

  /** A bundle of one coordinator that runs the workflow each minute, for a year. */
  static Trees bundle(Trees trees, String job, String properties, String workflow) {
    return everyMinute(trees, job, MINUTES_OF_A_YEAR, "", workflow)
        .file(job + "/job.properties", "oozie.bundle.application.path=bundle.xml\n" + properties)
        .file(
            job + "/bundle.xml",
            """
            <bundle-app name='%s' xmlns='uri:oozie:bundle:0.2'>
              <coordinator name='c'><app-path>${orchJobDir}/coordinator.xml</app-path></coordinator>
            </bundle-app>
            """
                .formatted(job));
  }

  DeployReport pass(FileTree tree) throws Exception {
    return deployer.pass(JobSet.read(tree), tree);
  }

  List<JobPreview> preview(FileTree tree) throws Exception {
    return deployer.preview(JobSet.read(tree));
  }

  /** Passes until there is nothing to wait for; the last one's report. */
  DeployReport settle(FileTree tree) {
    DeployReport[] last = new DeployReport[1];
    Await.until(
        "the jobs are as desired",
        LIMIT,
        () -> {
          last[0] = pass(tree);
          return !last[0].isWaiting();
        });
    return last[0];
  }

  /** The same; nothing failed or was refused. */
  DeployReport settleWell(FileTree tree) {
    return well(settle(tree));
  }

  static DeployReport well(DeployReport report) {
    assertThat(report.results())
        .as("%s", report)
        .extracting(JobResult::kind)
        .doesNotContain(Kind.FAILED, Kind.REFUSED, Kind.DRIFTED);
    return report;
  }

  /** The first nominal times of {@link #everyMinute}. */
  static List<Instant> minutes(int count) {
    return IntStream.range(0, count).mapToObj(i -> START.plus(Duration.ofMinutes(i))).toList();
  }

  JobId idOf(String job) {
    JobRecord record = memory.load().get(new JobName(job));
    assertThat(record).isNotNull();
    assertThat(record.running()).isNotNull();
    return record.running().id();
  }

  JobStatus status(JobId id) {
    return server.job(id).orElseThrow().summary().status();
  }

  void awaitStatus(JobId id, JobStatus expected) {
    Await.until(id + " is " + expected, LIMIT, () -> status(id) == expected);
  }

  void awaitRuns(JobId id, ActionStatus status, int atLeast) {
    Await.until(
        atLeast + " runs " + status,
        LIMIT,
        () -> server.actions(id, Set.of(status)).size() >= atLeast);
  }

  List<Instant> nominals(JobId id, ActionStatus status) {
    return server.actions(id, Set.of(status)).stream().map(CoordinatorAction::nominal).toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
