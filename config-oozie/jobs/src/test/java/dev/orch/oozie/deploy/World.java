package dev.orch.oozie.deploy;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.component.FileTree;
import dev.orch.oozie.deploy.JobResult.Kind;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.job.JobProperties;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.server.InMemoryOozie;
import dev.orch.oozie.server.JobId;
import dev.orch.testing.SettableClock;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Oozie, the files of jobs and what is known of them, held in memory, and who deploys to them. */
final class World {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  static final DeployTarget TARGET =
      new DeployTarget(new ProjectName("weather"), new ComponentName("ingest"), "etl");
  static final DeployTarget ANOTHER_TARGET =
      new DeployTarget(new ProjectName("climate"), new ComponentName("ingest"), "etl");

  private static final String PROPERTIES =
      """
      oozie.coord.application.path=${nameNode}/apps/x
      start=2026-01-01T00:00Z
      end=2026-01-01T12:00Z
      frequency=5
      """;

  final SettableClock clock = new SettableClock(START);
  final InMemoryJobFiles files = new InMemoryJobFiles();
  final InMemoryOozie oozie = new InMemoryOozie(START, files::read);
  final InMemoryJobMemory memory = new InMemoryJobMemory();
  private final JobDeployer deployer = new JobDeployer(oozie, files, memory, TARGET, clock);

  /** Files of coordinators that run every five minutes; text after the name is its properties. */
  static Trees coordinators(String... namesAndProperties) {
    Trees trees = Trees.builder();
    for (int i = 0; i < namesAndProperties.length; i += 2) {
      coordinator(trees, namesAndProperties[i], namesAndProperties[i + 1]);
    }
    return trees;
  }

  static Trees coordinator(Trees trees, String name, String properties) {
    return coordinator(trees, name, "${frequency}", properties);
  }

  /** The same with another frequency; a property cannot hold a function. */
  static Trees coordinator(Trees trees, String name, String frequency, String properties) {
    return trees
        .file(name + "/job.properties", PROPERTIES + properties)
        .file(
            name + "/coordinator.xml",
            "<coordinator-app name='"
                + name
                + "' frequency='"
                + frequency
                + "' start='${start}' end='${end}' timezone='UTC'"
                + " xmlns='uri:oozie:coordinator:0.4'/>")
        .file(name + "/workflow.xml", "<workflow-app name='w'/>");
  }

  static Map<String, String> policy(String policy) {
    return new TreeMap<>(Map.of("trigger", "oozie", "oozie.policy", policy));
  }

  DeployReport pass(FileTree tree) throws IOException, InterruptedException {
    return deployer.pass(JobSet.read(tree), tree);
  }

  List<JobPreview> preview(FileTree tree) throws IOException, InterruptedException {
    return deployer.preview(JobSet.read(tree));
  }

  /** Passes until none waits any more, or twenty; time goes on and runs under way end meanwhile. */
  DeployReport settle(FileTree tree) throws IOException, InterruptedException {
    DeployReport report = pass(tree);
    for (int i = 0; report.isWaiting() && i < 20; i++) {
      advance(Duration.ofSeconds(90));
      memory.load().values().forEach(this::finishRuns);
      report = pass(tree);
    }
    return report;
  }

  private void finishRuns(JobRecord record) {
    if (record.running() != null) {
      oozie
          .coordinator(record.running().id())
          .ifPresent(job -> oozie.finish(job.job().summary().id(), 9));
    }
  }

  void retryFailed() throws IOException {
    deployer.retryFailed();
  }

  /**
   * A pass that may lose its server or die; whether it came to its end with nothing to wait for.
   */
  boolean settles(FileTree tree) throws IOException, InterruptedException {
    try {
      return !pass(tree).isWaiting();
    } catch (StoreUnavailableException | InMemoryJobMemory.Died e) {
      return false;
    }
  }

  void advance(Duration time) {
    clock.advance(time);
    oozie.advance(time);
  }

  JobId idOf(String job) {
    JobRecord record = memory.load().get(new JobName(job));
    if (record == null || record.running() == null) {
      throw new AssertionError("expected " + job + " to run");
    }
    return record.running().id();
  }

  static Kind kindOf(DeployReport report, String job) {
    return report.results().stream()
        .filter(result -> result.job().value().equals(job))
        .findFirst()
        .orElseThrow()
        .kind();
  }

  static String textOf(DeployReport report, String job) {
    return report.results().stream()
        .filter(result -> result.job().value().equals(job))
        .findFirst()
        .orElseThrow()
        .text();
  }

  /** A coordinator of this name that someone submitted with another tool. */
  static void submitByHand(World world, String name) throws IOException, InterruptedException {
    submitByHand(world, name, coordinators(name, "").build());
  }

  /** A job that someone submitted with another tool, from files like these. */
  static void submitByHand(World world, String name, FileTree tree)
      throws IOException, InterruptedException {
    Job job = JobSet.read(tree).jobs().get(new JobName(name));
    if (job == null) {
      throw new AssertionError("expected a job " + name);
    }
    world.files.put(job, tree, Map.of());
    Map<String, String> configuration = new TreeMap<>(job.properties());
    configuration.put(JobProperties.USER, "etl");
    configuration.put(
        JobProperties.applicationPath(job.kind()),
        world.files.directory(job.name(), job.digest()) + "/" + job.definitionFile());
    world.oozie.submit(configuration);
  }

  static Digest digestOf(FileTree tree, String name) throws IOException, InterruptedException {
    return JobSet.read(tree).job(new JobName(name)).orElseThrow().digest();
  }
}
