package dev.orch.benchmarks.rows;

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
import dev.orch.benchmarks.servers.ZooKeeperServers;
import dev.orch.model.ProjectName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Many projects with many components and many revisions: what they take in the server, how long
 * pruning a project takes, and what another client notices of it.
 */
final class Retention implements Row {
  private static final int COMPONENTS = 10;
  private static final int KEPT = 10;

  private final int projects;
  private final int revisions;

  Retention(int projects, int revisions) {
    this.projects = projects;
    this.revisions = revisions;
  }

  @Override
  public String name() {
    return "retention";
  }

  @Override
  public String title() {
    return String.format(
        "prune %,d projects × %d components × %d revisions to %d",
        projects, COMPONENTS, revisions, KEPT);
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
    return Pace.ONCE;
  }

  @Override
  public void open(Contest contest, Bench bench) throws Exception {
    Path directory = bench.onDisk(name());
    contest.owning(() -> Trees.delete(directory));
    Path root = directory.resolve("tree");
    for (int component = 0; component < COMPONENTS; component++) {
      Path file = root.resolve("c" + component).resolve("etc/settings.properties");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "key=value\n");
    }
    ZooKeeperServers servers = contest.owning(ZooKeeperServers.single(directory));
    RawZooKeeper raw = contest.owning(RawZooKeeper.connect(servers.connectString()));
    Orch orch = contest.owning(Orch.connect(servers.connectString(), revisions));
    double before = LiveHeap.mebibytes(servers.first().pid(), directory);
    for (int revision = 0; revision < revisions; revision++) {
      Files.writeString(
          root.resolve("c" + revision % COMPONENTS).resolve("etc/settings.properties"),
          "key=" + revision + "\n");
      for (int project = 0; project < projects; project++) {
        orch.publish(root, name(project));
      }
    }
    double full = LiveHeap.mebibytes(servers.first().pid(), directory);
    long log = servers.first().transactionLogBytes();
    List<Double> quiet = reads(raw, new AtomicBoolean(), 200);
    List<Double> meanwhile = new ArrayList<>();
    contest.add(
        Contestant.orch(
            "prune, a project",
            samples -> {
              AtomicBoolean done = new AtomicBoolean();
              Thread reader =
                  new Thread(() -> meanwhile.addAll(reads(raw, done, Integer.MAX_VALUE)), "reader");
              reader.start();
              for (int project = 0; project < projects; project++) {
                long start = System.nanoTime();
                orch.prune(name(project), KEPT);
                samples.addMillisSince(start);
              }
              done.set(true);
              reader.join();
            }));
    contest.note(
        () ->
            String.format(
                "live heap %s MiB empty, %s MiB with all revisions; %s MiB of transaction logs",
                Numbers.three(before), Numbers.three(full), Numbers.three(log / 1048576.0)));
    contest.note(
        () ->
            "another client's read takes "
                + Numbers.three(median(quiet))
                + " ms, "
                + Numbers.three(median(meanwhile))
                + " ms while it is pruned");
  }

  private static ProjectName name(int project) {
    return new ProjectName("p" + project);
  }

  private static List<Double> reads(RawZooKeeper raw, AtomicBoolean done, int most) {
    List<Double> millis = new ArrayList<>();
    while (!done.get() && millis.size() < most) {
      long start = System.nanoTime();
      raw.readPipelined(List.of("/orch/projects/p0/head"), 1);
      millis.add((System.nanoTime() - start) / 1e6);
    }
    return millis;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
  }
}
