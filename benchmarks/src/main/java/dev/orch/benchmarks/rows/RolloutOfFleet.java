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
import dev.orch.benchmarks.servers.ZooKeeperServers;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.RolloutChoice;
import dev.orch.model.revision.Subscription;
import dev.orch.model.rollout.ComponentRollouts;
import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.Rollout;
import dev.orch.model.rollout.StoredRollout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * From the commit of one changed file until many instances have it and the rollout is complete, a
 * tenth of them at a time; beside it the same change that goes to all at once. What an instance
 * runs takes no time to stop and start, so that what remains is the price of going one after the
 * other.
 */
final class RolloutOfFleet implements Row {
  private static final ProjectName PROJECT = new ProjectName("rollout");
  private static final ComponentName COMPONENT = new ComponentName(SampleTree.COMPONENT);
  private static final String HEAD = "/orch/projects/" + PROJECT + "/head";
  private static final int TOGETHER = 8;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Clock clock = Clock.systemUTC();
  private final int instances;

  RolloutOfFleet(int instances) {
    this.instances = instances;
  }

  @Override
  public String name() {
    return "rollout-" + instances;
  }

  @Override
  public String title() {
    return String.format("commit → rolled out to %,d instances, 10%% at a time", instances);
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
    return new Pace(1, 3, 7, Duration.ofMinutes(2));
  }

  @Override
  public void open(Contest contest, Bench bench) throws Exception {
    Path directory = bench.onDisk(name());
    contest.owning(() -> Trees.delete(directory));
    Path homes = bench.inMemory(name());
    contest.owning(() -> Trees.delete(homes));
    SampleTree tree =
        SampleTree.followed(directory.resolve("tree"), "rollout: { maxUnavailable: \"10%\" }\n");
    ZooKeeperServers servers = contest.owning(ZooKeeperServers.single(directory));
    String connect = servers.connectString();
    RawZooKeeper raw = contest.owning(RawZooKeeper.connect(connect));
    Orch orch = contest.owning(Orch.connect(connect));
    orch.publish(tree.root(), PROJECT);
    Fleet agents =
        contest.owning(
            Fleet.agents(
                instances,
                connect,
                PROJECT.value(),
                SampleTree.COMPONENT,
                homes,
                directory.resolve("agents.log")));
    agents.start(TOGETHER);
    agents.arrivals(1);
    awaitReports(orch, 1);
    long[] revision = {1};
    ServerLoad atOnce = new ServerLoad(servers.first());
    contest.add(
        Contestant.floor(
            "all at once",
            samples -> {
              tree.touch(0, revision[0]++);
              atOnce.begin();
              orch.publish(tree.root(), PROJECT, RolloutChoice.AT_ONCE);
              List<Long> arrivals = agents.arrivals(revision[0]);
              awaitReports(orch, revision[0]);
              atOnce.end();
              add(samples, raw, Collections.max(arrivals));
            }));
    ServerLoad slowly = new ServerLoad(servers.first());
    long[] slots = new long[1];
    contest.add(
        Contestant.orch(
            "rollout",
            samples -> {
              tree.touch(0, revision[0]++);
              slowly.begin();
              orch.publish(tree.root(), PROJECT);
              slots[0] = awaitComplete(orch, revision[0]);
              add(samples, raw, clock.millis() * 1000);
              agents.arrivals(revision[0]);
              awaitReports(orch, revision[0]);
              slowly.end();
            }));
    contest.note(() -> "at a time went " + slots[0]);
    contest.note(() -> "all at once: " + perInstance(atOnce));
    contest.note(() -> "rollout: " + perInstance(slowly));
  }

  private String perInstance(ServerLoad load) {
    return "the server received "
        + Numbers.three(load.packets() / instances)
        + " and sent "
        + Numbers.three(load.packetsSent() / instances)
        + " packets and used "
        + Numbers.three(load.cpuMicros() / instances)
        + " µs of processor per instance";
  }

  /** Until then, from the begin of the millisecond in which the server wrote head. */
  private static void add(Samples samples, RawZooKeeper raw, long micros) throws Exception {
    samples.add((micros - raw.writtenAt(HEAD) * 1000) / 1000.0);
  }

  /**
   * Waits, by a watch on the rollout alone.
   *
   * @return how many went at a time
   */
  private static long awaitComplete(Orch orch, long revision)
      throws IOException, InterruptedException {
    ComponentRollouts rollouts = orch.store().rollouts().of(PROJECT, COMPONENT);
    Semaphore changes = new Semaphore(0);
    long end = System.nanoTime() + LIMIT.toNanos();
    Subscription watch = rollouts.watch(changes::release);
    try (watch) {
      while (true) {
        Optional<Rollout> rollout = rollouts.current().map(StoredRollout::rollout);
        if (rollout.isPresent()
            && rollout.get().plan().revision() == revision
            && rollout.get().phase().isOver()) {
          if (rollout.get().phase() != Phase.COMPLETE) {
            throw new IOException("expected the rollout to complete: " + rollout.get());
          }
          return rollout.get().plan().slots();
        }
        if (!changes.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          throw new IOException("the rollout was not complete within " + LIMIT);
        }
      }
    }
  }

  /**
   * Waits until all say what they run: whoever does not is not counted by the next commit. Costs
   * the server the same whatever is measured.
   */
  private void awaitReports(Orch orch, long revision) throws IOException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (orch.store().instances().instances(PROJECT).stream()
            .filter(status -> status.live() && status.report().appliedRevision() == revision)
            .count()
        < instances) {
      if (System.nanoTime() - end > 0) {
        throw new IOException("not all have reported revision " + revision + " within " + LIMIT);
      }
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
  }
}
