package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.fleet.Fleet;
import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.harness.Contestant;
import dev.orch.benchmarks.harness.Numbers;
import dev.orch.benchmarks.harness.Pace;
import dev.orch.benchmarks.harness.Row;
import dev.orch.benchmarks.harness.Target;
import dev.orch.benchmarks.harness.Unit;
import dev.orch.benchmarks.servers.LiveHeap;
import dev.orch.benchmarks.servers.RawZooKeeper;
import dev.orch.benchmarks.servers.ServerLoad;
import dev.orch.benchmarks.servers.ZooKeeperServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What one server carries: many plain sessions with a watch each, and beside them as many agents,
 * each with a session and a home of its own.
 */
final class ManySessions implements Row {
  private static final String WATCHED = "/watched";
  private static final int TOGETHER = 10;
  private static final byte[] CONTENT = new byte[200];

  private final int sessions;

  ManySessions(int sessions) {
    this.sessions = sessions;
  }

  @Override
  public String name() {
    return "sessions-" + sessions;
  }

  @Override
  public String title() {
    return String.format("one change, with the last of %,d sessions", sessions);
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
    return new Pace(1, 4, 20, Duration.ofSeconds(30));
  }

  @Override
  public void open(Contest contest, Bench bench) throws Exception {
    Path directory = bench.onDisk(name());
    contest.owning(() -> Trees.delete(directory));
    ZooKeeperServers servers = contest.owning(ZooKeeperServers.single(directory));
    String connect = servers.connectString();
    RawZooKeeper raw = contest.owning(RawZooKeeper.connect(connect));
    raw.create(WATCHED);
    double heapBefore = LiveHeap.mebibytes(servers.first().pid(), directory);
    Fleet watchers =
        contest.owning(
            Fleet.watchers(sessions, connect, WATCHED, directory.resolve("watchers.log")));
    watchers.start(TOGETHER);
    double heap = LiveHeap.mebibytes(servers.first().pid(), directory) - heapBefore;
    FollowedProject project =
        FollowedProject.start(contest, bench, directory, name(), connect, raw, sessions);
    double heapOfAgents = LiveHeap.mebibytes(servers.first().pid(), directory) - heap - heapBefore;
    long[] expired = new long[1];
    ServerLoad load = new ServerLoad(servers.first());
    contest.add(
        Contestant.floor(
            "bare watch → getData",
            samples -> {
              load.begin();
              int version = raw.write(WATCHED, CONTENT).getVersion();
              List<Long> arrivals = watchers.arrivals(version);
              load.end();
              samples.add(FollowedProject.untilTheLast(raw.writtenAt(WATCHED), arrivals));
            }));
    ServerLoad loadOfAgents = new ServerLoad(servers.first());
    contest.add(
        Contestant.orch(
            "agents, commit → in place",
            samples -> {
              loadOfAgents.begin();
              samples.add(project.change());
              loadOfAgents.end();
              expired[0] = servers.first().expiredSessions();
            }));
    contest.note(() -> "a plain session " + costs(heap, load));
    contest.note(() -> "an agent " + costs(heapOfAgents, loadOfAgents));
    contest.note(() -> expired[0] + " of these sessions expired");
  }

  private String costs(double heap, ServerLoad load) {
    return "takes "
        + Numbers.three(heap * 1024 / sessions)
        + " KiB of the server's heap; a change costs the server "
        + Numbers.three(load.packets() / sessions)
        + " packets received and "
        + Numbers.three(load.cpuMicros() / sessions)
        + " µs of processor for each";
  }
}
