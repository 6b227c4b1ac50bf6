package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.harness.Contestant;
import dev.orch.benchmarks.harness.Pace;
import dev.orch.benchmarks.harness.Row;
import dev.orch.benchmarks.harness.Target;
import dev.orch.benchmarks.harness.Unit;
import dev.orch.benchmarks.lean.Application;
import dev.orch.benchmarks.servers.JavaCommand;
import dev.orch.benchmarks.servers.RawZooKeeper;
import dev.orch.benchmarks.servers.WorkerProcess;
import dev.orch.benchmarks.servers.ZooKeeperServers;
import dev.orch.model.ProjectName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a distributed manager adds to the start of an application, in a Java that starts cold. */
final class ApplicationStart implements Row {
  private static final ProjectName PROJECT = new ProjectName("application");

  private final int files;

  ApplicationStart(int files) {
    this.files = files;
  }

  @Override
  public String name() {
    return "application-start";
  }

  @Override
  public String title() {
    return String.format("application start with a distributed manager, %,d files", files);
  }

  @Override
  public Unit unit() {
    return Unit.MILLIS;
  }

  @Override
  public List<Target> targets() {
    return List.of(Target.timesFloor(1.5));
  }

  @Override
  public Pace pace() {
    return Pace.COLD;
  }

  @Override
  public void open(Contest contest, Bench bench) throws Exception {
    Path directory = bench.onDisk(name());
    contest.owning(() -> Trees.delete(directory));
    Path homes = bench.inMemory(name());
    contest.owning(() -> Trees.delete(homes));
    SampleTree tree = SampleTree.of(directory.resolve("tree"), files, 4096);
    ZooKeeperServers servers = contest.owning(ZooKeeperServers.single(directory));
    String connect = servers.connectString();
    RawZooKeeper raw = contest.owning(RawZooKeeper.connect(connect));
    raw.create("/floor");
    raw.createPipelined("/floor", tree.contents(), PublishNew.BATCH_BYTES);
    Orch orch = contest.owning(Orch.connect(connect));
    orch.publish(tree.root(), PROJECT);
    Path log = directory.resolve("application.log");
    contest.add(
        Contestant.floor(
            "plain client reads them",
            samples ->
                samples.add(
                    start(List.of("plain", connect, "/floor", Integer.toString(files)), log))));
    Path full = homes.resolve("full");
    start(orch(connect, full), log);
    contest.add(
        Contestant.orch(
            "manager, home up to date", samples -> samples.add(start(orch(connect, full), log))));
    Path empty = homes.resolve("empty");
    contest.add(
        Contestant.part(
            "manager, empty home",
            samples -> {
              samples.add(start(orch(connect, empty), log));
              Trees.delete(empty);
            }));
  }

  private static List<String> orch(String connect, Path home) {
    return List.of("orch", connect, PROJECT.value(), SampleTree.COMPONENT, home.toString());
  }

  private static double start(List<String> arguments, Path log)
      throws IOException, InterruptedException {
    try (WorkerProcess application =
        WorkerProcess.start(
            List.of(
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"),
            JavaCommand.ownClassPath(),
            Application.class.getName(),
            arguments,
            log)) {
      return Double.parseDouble(application.answer());
    }
  }
}
