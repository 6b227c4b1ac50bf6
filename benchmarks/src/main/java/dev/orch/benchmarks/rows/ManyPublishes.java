package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.harness.Contestant;
import dev.orch.benchmarks.harness.Numbers;
import dev.orch.benchmarks.harness.Pace;
import dev.orch.benchmarks.harness.Row;
import dev.orch.benchmarks.harness.Samples;
import dev.orch.benchmarks.harness.Target;
import dev.orch.benchmarks.harness.Unit;
import dev.orch.benchmarks.servers.LiveHeap;
import dev.orch.benchmarks.servers.RawZooKeeper;
import dev.orch.benchmarks.servers.ServerProcess;
import dev.orch.benchmarks.servers.ZooKeeperServers;
import dev.orch.model.ProjectName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What many publishes leave behind in the server: each changes a component as a whole, of which 50
 * revisions are kept. The floor writes the same bytes once, batch by batch, without a revision.
 */
final class ManyPublishes implements Row {
  private static final ProjectName PROJECT = new ProjectName("many");
  private static final int FILES = 16;
  private static final int FILE_BYTES = 64 * 1024;
  private static final long PUBLISH_BYTES = (long) FILES * FILE_BYTES;

  private final Kind kind;

  /** What is looked at. */
  enum Kind {
    LOG,
    HEAP
  }

  ManyPublishes(Kind kind) {
    this.kind = kind;
  }

  @Override
  public String name() {
    return kind == Kind.LOG ? "server-log" : "server-heap";
  }

  @Override
  public String title() {
    return kind == Kind.LOG
        ? "transaction log per published byte, publishes of 1 MiB"
        : "server's live heap after publishes of 1 MiB, 50 revisions kept";
  }

  @Override
  public Unit unit() {
    return kind == Kind.LOG ? Unit.BYTES_PER_BYTE : Unit.MEBIBYTES;
  }

  @Override
  public List<Target> targets() {
    return kind == Kind.LOG ? List.of(new Target.AtMost(1.2, Unit.BYTES_PER_BYTE)) : List.of();
  }

  @Override
  public Pace pace() {
    return Pace.ONCE;
  }

  @Override
  public void open(Contest contest, Bench bench) throws Exception {
    int publishes = kind == Kind.LOG ? bench.either(50, 10) : bench.either(1_000, 100);
    Path directory = bench.onDisk(name());
    contest.owning(() -> Trees.delete(directory));
    SampleTree tree = SampleTree.of(directory.resolve("tree"), FILES, FILE_BYTES);
    if (kind == Kind.LOG) {
      log(contest, directory, tree, publishes);
    } else {
      heap(contest, directory, tree, publishes);
    }
  }

  private static void log(Contest contest, Path directory, SampleTree tree, int publishes)
      throws Exception {
    contest.add(
        Contestant.floor(
            "pipelined multis",
            samples -> {
              try (ZooKeeperServers servers =
                      ZooKeeperServers.single(directory.resolve("floor-server"));
                  RawZooKeeper raw = RawZooKeeper.connect(servers.connectString())) {
                for (int i = 0; i < publishes; i++) {
                  raw.create("/p" + i);
                  raw.createPipelined("/p" + i, tree.contents(), PublishNew.BATCH_BYTES);
                }
                add(samples, servers.first(), publishes);
              }
            }));
    contest.add(
        Contestant.orch(
            "publish",
            samples -> {
              try (ZooKeeperServers servers =
                      ZooKeeperServers.single(directory.resolve("orch-server"));
                  Orch orch = Orch.connect(servers.connectString())) {
                publish(orch, tree, 0, publishes);
                add(samples, servers.first(), publishes);
              }
            }));
  }

  private static void add(Samples samples, ServerProcess server, int publishes) throws Exception {
    samples.add(server.transactionLogBytes() / (double) (publishes * PUBLISH_BYTES));
  }

  private static void heap(Contest contest, Path directory, SampleTree tree, int publishes)
      throws Exception {
    List<Double> halfway = new ArrayList<>();
    contest.add(
        Contestant.orch(
            "publish",
            samples -> {
              try (ZooKeeperServers servers =
                      ZooKeeperServers.single(directory.resolve("orch-server"));
                  Orch orch = Orch.connect(servers.connectString())) {
                publish(orch, tree, 0, publishes / 2);
                halfway.add(LiveHeap.mebibytes(servers.first().pid(), directory));
                publish(orch, tree, publishes / 2, publishes);
                samples.add(LiveHeap.mebibytes(servers.first().pid(), directory));
              }
            }));
    contest.note(
        () ->
            String.format(
                "that is after %,d publishes; after the first half of them it was %s MiB",
                publishes, halfway.stream().findFirst().map(Numbers::three).orElse("unknown")));
  }

  private static void publish(Orch orch, SampleTree tree, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      for (int file = 0; file < FILES; file++) {
        tree.touch(file, (long) i * FILES + file + 1);
      }
      orch.publish(tree.root(), PROJECT);
    }
  }
}
