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
import java.util.Collections;
import java.util.List;

/** What one server carries where nothing but sessions hangs on it, each with a watch. */
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
    return String.format("one change, read by the last of %,d plain sessions", sessions);
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
    return new Pace(3, 8, 20, Duration.ofSeconds(30));
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
    ServerLoad load = new ServerLoad(servers.first());
    contest.add(
        Contestant.floor(
            "bare watch → getData",
            samples -> {
              load.begin();
              int version = raw.write(WATCHED, CONTENT).getVersion();
              List<Long> arrivals = watchers.arrivals(version);
              load.end();
              samples.add((Collections.max(arrivals) - raw.writtenAt(WATCHED) * 1000) / 1000.0);
            }));
    contest.note(
        () ->
            "a session with its watch takes "
                + Numbers.three(heap * 1024 / sessions)
                + " KiB of the server's heap; a change costs the server "
                + Numbers.three(load.packets() / sessions)
                + " packets received and "
                + Numbers.three(load.cpuMicros() / sessions)
                + " µs of processor a session");
  }
}
