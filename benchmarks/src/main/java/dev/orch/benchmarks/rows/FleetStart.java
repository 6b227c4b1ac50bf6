package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.fleet.Fleet;
import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.harness.Contestant;
import dev.orch.benchmarks.harness.Numbers;
import dev.orch.benchmarks.harness.Pace;
import dev.orch.benchmarks.harness.Row;
import dev.orch.benchmarks.harness.Samples;
import dev.orch.benchmarks.harness.Target;
import dev.orch.benchmarks.harness.Unit;
import dev.orch.benchmarks.servers.RawZooKeeper;
import dev.orch.benchmarks.servers.ServerLoad;
import dev.orch.benchmarks.servers.ServerProcess;
import dev.orch.benchmarks.servers.ZooKeeperServers;
import dev.orch.model.ProjectName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Many agents with empty homes start at once against one server. */
final class FleetStart implements Row {
  private static final ProjectName PROJECT = new ProjectName("start");
  private static final int FILES = SampleTree.FOLLOWED_FILES;
  private static final int TOGETHER = 50;
  private static final String CONNECTED = "zk_num_alive_connections";

  private final int instances;

  FleetStart(int instances) {
    this.instances = instances;
  }

  @Override
  public String name() {
    return "start-" + instances;
  }

  @Override
  public String title() {
    return String.format("%,d agents start at once, 10 × 4 KiB each", instances);
  }

  @Override
  public Unit unit() {
    return Unit.MILLIS;
  }

  @Override
  public List<Target> targets() {
    return List.of();
  }

  @Override
  public Pace pace() {
    return new Pace(0, 2, 5, Duration.ofSeconds(60));
  }

  @Override
  public void open(Contest contest, Bench bench) throws Exception {
    Path directory = bench.onDisk(name());
    contest.owning(() -> Trees.delete(directory));
    Path homes = bench.inMemory(name());
    contest.owning(() -> Trees.delete(homes));
    SampleTree tree = SampleTree.followed(directory.resolve("tree"), "");
    ZooKeeperServers servers = contest.owning(ZooKeeperServers.single(directory));
    ServerProcess server = servers.first();
    String connect = servers.connectString();
    RawZooKeeper raw = contest.owning(RawZooKeeper.connect(connect));
    raw.create("/floor");
    raw.createPipelined("/floor", tree.contents(), PublishNew.BATCH_BYTES);
    Orch orch = contest.owning(Orch.connect(connect));
    orch.publish(tree.root(), PROJECT);
    ServerLoad load = new ServerLoad(server);
    long[] expired = new long[1];
    long[] away = new long[1];
    contest.add(
        Contestant.floor(
            "plain clients: connect, read, write",
            samples -> {
              Path own = Files.createTempDirectory(homes, "floor-");
              try (Fleet fleet =
                  Fleet.downloads(
                      instances, connect, "/floor", FILES, own, directory.resolve("floor.log"))) {
                start(samples, fleet);
              }
              Trees.delete(own);
            }));
    contest.add(
        Contestant.orch(
            "agents",
            samples -> {
              Path own = Files.createTempDirectory(homes, "orch-");
              try (Fleet fleet =
                  Fleet.agents(
                      instances,
                      connect,
                      PROJECT.value(),
                      SampleTree.COMPONENT,
                      own,
                      directory.resolve("agents.log"))) {
                load.begin();
                expired[0] -= server.expiredSessions();
                long others = server.number(CONNECTED);
                start(samples, fleet);
                expired[0] += server.expiredSessions();
                load.end();
                away[0] += instances - (server.number(CONNECTED) - others);
              }
              Trees.delete(own);
            }));
    contest.note(
        () ->
            "the server received "
                + Numbers.three(load.packets() / instances)
                + " packets and used "
                + Numbers.three(load.cpuMicros() / instances)
                + " µs of processor per agent; both ways went "
                + Numbers.three(load.bytes() / instances / 1024)
                + " KiB for each, "
                + FILES * 4
                + " of them its files");
    contest.note(
        () ->
            "in all rounds, "
                + expired[0]
                + " sessions expired while they started, and "
                + away[0]
                + " agents were without a connection when all were up to date");
  }

  private static void start(Samples samples, Fleet fleet) throws Exception {
    long start = System.nanoTime();
    fleet.start(TOGETHER);
    fleet.arrivals(1);
    samples.addMillisSince(start);
  }
}
