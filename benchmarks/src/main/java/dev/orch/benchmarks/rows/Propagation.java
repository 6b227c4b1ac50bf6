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
import dev.orch.benchmarks.servers.RawZooKeeper;
import dev.orch.benchmarks.servers.ServerLoad;
import dev.orch.benchmarks.servers.ZooKeeperServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * From the commit of one changed file until it is in place at the last of many instances; beside it
 * the bare watchers of one node that read it again. Both begin when the server wrote the node, to
 * the millisecond.
 */
final class Propagation implements Row {
  private static final String WATCHED = "/watched";
  private static final int FILES = 10;
  private static final int TOGETHER = 8;

  private final int instances;

  Propagation(int instances) {
    this.instances = instances;
  }

  @Override
  public String name() {
    return "propagation-" + instances;
  }

  @Override
  public String title() {
    return instances == 1
        ? "one changed file, commit → in place, 1 instance"
        : String.format("commit → in place on the last of %,d instances", instances);
  }

  @Override
  public Unit unit() {
    return Unit.MILLIS;
  }

  @Override
  public List<Target> targets() {
    return instances == 1
        ? List.of(Target.timesFloor(3), new Target.TimesFloor(3, 0.99))
        : List.of(Target.timesFloor(3), new Target.AheadOf(Etcd.NAME, 1));
  }

  @Override
  public Pace pace() {
    return instances == 1
        ? new Pace(30, Duration.ofSeconds(10), 100, 300, Duration.ofSeconds(30))
        : new Pace(3, 8, 20, Duration.ofSeconds(40));
  }

  @Override
  public void open(Contest contest, Bench bench) throws Exception {
    Path directory = bench.onDisk(name());
    contest.owning(() -> Trees.delete(directory));
    ZooKeeperServers servers = contest.owning(ZooKeeperServers.single(directory));
    String connect = servers.connectString();
    RawZooKeeper raw = contest.owning(RawZooKeeper.connect(connect));
    raw.create(WATCHED);
    Fleet watchers =
        contest.owning(
            Fleet.watchers(instances, connect, WATCHED, directory.resolve("watchers.log")));
    watchers.start(TOGETHER);
    FollowedProject project =
        FollowedProject.start(contest, bench, directory, name(), connect, raw, instances);
    ServerLoad load = new ServerLoad(servers.first());
    contest.add(
        Contestant.floor(
            "bare watch → getData",
            samples -> {
              int version = raw.write(WATCHED, project.content()).getVersion();
              samples.add(
                  FollowedProject.untilTheLast(raw.writtenAt(WATCHED), watchers.arrivals(version)));
            }));
    contest.add(
        Contestant.orch(
            "agents",
            samples -> {
              load.begin();
              samples.add(project.change());
              load.end();
            }));
    etcd(contest, bench);
    dogma(contest, bench);
    if (instances == 1) {
      spring(contest, bench, connect);
    }
    contest.note(
        () ->
            "the server received "
                + Numbers.three(load.packets() / (double) instances)
                + " packets and used "
                + Numbers.three(load.cpuMicros() / (double) instances)
                + " µs of processor per instance and publish");
  }

  private void etcd(Contest contest, Bench bench) throws IOException, InterruptedException {
    Optional<Etcd> etcd = Etcd.start(contest, bench);
    if (etcd.isPresent()) {
      etcd.get().watch(instances);
      long[] value = {0};
      contest.add(
          Contestant.peer(
              Etcd.NAME, samples -> samples.add(etcd.get().change("value " + value[0]++))));
    }
  }

  private void dogma(Contest contest, Bench bench) throws IOException {
    Optional<CentralDogma> dogma = CentralDogma.start(contest, bench);
    if (dogma.isPresent()) {
      dogma.get().watch(instances);
      long[] value = {0};
      contest.add(
          Contestant.peer(
              CentralDogma.NAME,
              samples -> samples.add(dogma.get().change("value " + value[0]++))));
    }
  }

  /** One application: what many cost is a matter of its framework. */
  private static void spring(Contest contest, Bench bench, String connect) throws IOException {
    Optional<SpringCloud> spring = SpringCloud.start(contest, bench, connect);
    if (spring.isPresent()) {
      spring.get().watch(FILES);
      long[] value = {0};
      contest.add(
          Contestant.peer(
              SpringCloud.NAME, samples -> samples.add(spring.get().change("v" + value[0]++))));
    }
  }
}
