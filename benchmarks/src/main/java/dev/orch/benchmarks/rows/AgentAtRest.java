package dev.orch.benchmarks.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.harness.Contestant;
import dev.orch.benchmarks.harness.Pace;
import dev.orch.benchmarks.harness.Row;
import dev.orch.benchmarks.harness.Target;
import dev.orch.benchmarks.harness.Unit;
import dev.orch.benchmarks.lean.Sleeper;
import dev.orch.benchmarks.servers.Installation;
import dev.orch.benchmarks.servers.JavaCommand;
import dev.orch.benchmarks.servers.ProcessFigures;
import dev.orch.benchmarks.servers.ServerLoad;
import dev.orch.benchmarks.servers.WorkerProcess;
import dev.orch.benchmarks.servers.ZooKeeperServers;
import dev.orch.model.ProjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What an agent of the installed distribution takes while nothing happens. */
final class AgentAtRest implements Row {
  private static final ProjectName PROJECT = new ProjectName("rest");
  private static final Duration REST = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Unit unit;

  /** Of memory or of threads. */
  AgentAtRest(Unit unit) {
    this.unit = unit;
  }

  @Override
  public String name() {
    return unit == Unit.THREADS ? "agent-rest-threads" : "agent-rest-memory";
  }

  @Override
  public String title() {
    return unit == Unit.THREADS ? "agent at rest: threads" : "agent at rest: resident memory";
  }

  @Override
  public Unit unit() {
    return unit;
  }

  @Override
  public List<Target> targets() {
    return List.of(new Target.AboveFloor(unit == Unit.THREADS ? 6 : 40, unit));
  }

  @Override
  public Pace pace() {
    return new Pace(0, 2, 3, Duration.ofSeconds(60));
  }

  @Override
  public void open(Contest contest, Bench bench) throws Exception {
    if (bench.distribution().isEmpty() || !Files.isReadable(bench.distribution().get())) {
      contest.absent("orch", "the distribution was not built");
      return;
    }
    Path directory = bench.onDisk(name());
    contest.owning(() -> Trees.delete(directory));
    Path homes = bench.inMemory(name());
    contest.owning(() -> Trees.delete(homes));
    Installation installed = Installation.unpack(bench.distribution().get(), directory);
    SampleTree tree = SampleTree.of(directory.resolve("tree"), 10, 4096);
    ZooKeeperServers servers = contest.owning(ZooKeeperServers.single(directory));
    Orch orch = contest.owning(Orch.connect(servers.connectString()));
    orch.publish(tree.root(), PROJECT);
    ServerLoad load = new ServerLoad(servers.first());
    contest.add(
        Contestant.floor(
            "a Java that sleeps",
            samples -> {
              try (WorkerProcess sleeper =
                  WorkerProcess.start(
                      List.of("-XX:+UseSerialGC", "-Xshare:auto"),
                      JavaCommand.ownClassPath(),
                      Sleeper.class.getName(),
                      List.of(),
                      directory.resolve("sleeper.log"))) {
                sleeper.answer();
                TimeUnit.NANOSECONDS.sleep(REST.toNanos());
                samples.add(figure(sleeper.pid()));
              }
            }));
    List<String> command =
        installed.command(
            "agent",
            "--zk",
            servers.connectString(),
            "-p",
            PROJECT.value(),
            "-c",
            SampleTree.COMPONENT,
            "-i",
            "one",
            "--home",
            homes.resolve("home").toString());
    Path last = homes.resolve("home").resolve(tree.placeOf(0));
    contest.add(
        Contestant.orch(
            "agent",
            samples -> {
              Trees.delete(homes.resolve("home"));
              Process agent =
                  new ProcessBuilder(command)
                      .redirectErrorStream(true)
                      .redirectOutput(directory.resolve("agent.log").toFile())
                      .start();
              try {
                await(agent, last, directory.resolve("agent.log"));
                TimeUnit.NANOSECONDS.sleep(REST.toNanos());
                load.begin();
                TimeUnit.NANOSECONDS.sleep(REST.toNanos());
                load.end();
                samples.add(figure(agent.pid()));
              } finally {
                agent.destroy();
                agent.waitFor();
              }
            }));
    contest.note(
        () ->
            String.format(
                "the server received %.1f packets in %d s of rest, those of the publisher's session"
                    + " and of asking included",
                load.packets(), REST.toSeconds()));
  }

  private double figure(long pid) throws IOException {
    return unit == Unit.THREADS
        ? ProcessFigures.threads(pid)
        : ProcessFigures.residentMebibytes(pid);
  }

  private static void await(Process agent, Path file, Path log)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!Files.exists(file)) {
      if (!agent.isAlive() || System.nanoTime() - start > LIMIT.toNanos()) {
        throw new IOException(
            "the agent did not put " + file + " in place: " + Files.readString(log, UTF_8));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
