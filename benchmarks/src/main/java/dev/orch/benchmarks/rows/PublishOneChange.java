package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.harness.Contestant;
import dev.orch.benchmarks.harness.Pace;
import dev.orch.benchmarks.harness.Row;
import dev.orch.benchmarks.harness.Target;
import dev.orch.benchmarks.harness.Unit;
import dev.orch.benchmarks.servers.RawZooKeeper;
import dev.orch.benchmarks.servers.ZooKeeperServers;
import dev.orch.model.ProjectName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One file of a published tree was changed, and the tree is published again. */
final class PublishOneChange implements Row {
  private static final ProjectName PROJECT = new ProjectName("one");

  /** What a commit of one file costs above the look at the tree: three transactions, one by one. */
  private static final double ABOVE_STAT_MILLIS = 10;

  /** From one changed file to the next; has no divisor in common with any number of files here. */
  private static final long STRIDE = 7_919;

  private final int files;

  PublishOneChange(int files) {
    this.files = files;
  }

  @Override
  public String name() {
    return "publish-one-of-" + files;
  }

  @Override
  public String title() {
    return String.format("publish with one changed file of %,d", files);
  }

  @Override
  public Unit unit() {
    return Unit.MILLIS;
  }

  @Override
  public List<Target> targets() {
    return List.of(new Target.AboveFloor(ABOVE_STAT_MILLIS, Unit.MILLIS));
  }

  @Override
  public Pace pace() {
    return Pace.WARM;
  }

  @Override
  public void open(Contest contest, Bench bench) throws Exception {
    Path directory = bench.onDisk(name());
    contest.owning(() -> Trees.delete(directory));
    SampleTree tree = SampleTree.of(directory.resolve("tree"), files, 4096);
    ZooKeeperServers servers = contest.owning(ZooKeeperServers.single(directory));
    RawZooKeeper raw = contest.owning(RawZooKeeper.connect(servers.connectString()));
    Orch orch =
        contest.owning(Orch.remembering(servers.connectString(), directory.resolve("cache")));
    Orch forgetful = contest.owning(Orch.connect(servers.connectString()));
    orch.publish(tree.root(), PROJECT);
    List<Long> nodes = new ArrayList<>();
    long[] number = new long[1];
    contest.add(
        Contestant.floor(
            "stat of the tree",
            samples -> {
              long start = System.nanoTime();
              Trees.stat(tree.root());
              samples.addMillisSince(start);
            }));
    contest.add(
        Contestant.orch(
            "publish",
            samples -> {
              // Another one each time: what older revisions hold for others has to go then, too.
              tree.touch((int) (number[0] * STRIDE % files), number[0]++);
              long before = raw.lastTransaction();
              long start = System.nanoTime();
              orch.publish(tree.root(), PROJECT);
              samples.addMillisSince(start);
              nodes.add(raw.nodesWrittenSince("/orch/projects/" + PROJECT, before));
            }));
    contest.add(
        Contestant.part(
            "looking at the tree alone",
            samples -> {
              long start = System.nanoTime();
              orch.scan(tree.root());
              samples.addMillisSince(start);
            }));
    contest.add(
        Contestant.part(
            "reading and hashing every file",
            samples -> {
              long start = System.nanoTime();
              forgetful.scan(tree.root());
              samples.addMillisSince(start);
            }));
    contest.add(
        Contestant.part(
            "four plain transactions, one by one",
            samples -> {
              long start = System.nanoTime();
              for (int i = 0; i < 4; i++) {
                raw.lastTransaction();
              }
              samples.addMillisSince(start);
            }));
    contest.note(
        () ->
            "nodes written by one publish, median: "
                + nodes.stream().sorted().skip(nodes.size() / 2).findFirst().orElse(0L));
  }
}
