package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.harness.Contestant;
import dev.orch.benchmarks.harness.Pace;
import dev.orch.benchmarks.harness.Row;
import dev.orch.benchmarks.harness.Samples;
import dev.orch.benchmarks.harness.Target;
import dev.orch.benchmarks.harness.Unit;
import dev.orch.benchmarks.servers.RawZooKeeper;
import dev.orch.benchmarks.servers.ZooKeeperServers;
import dev.orch.model.ProjectName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A tree that was never published, made live as a whole. */
final class PublishNew implements Row {
  /** As large as the store's own batches. */
  static final int BATCH_BYTES = 96 * 1024;

  private static final String PROJECT = "/orch/projects/";

  private final String name;
  private final String title;
  private final TreeMaker maker;
  private final boolean ensemble;
  private final Pace pace;
  private final List<Target> targets;

  @FunctionalInterface
  private interface TreeMaker {
    SampleTree make(Path root) throws IOException;
  }

  private PublishNew(
      String name,
      String title,
      TreeMaker maker,
      boolean ensemble,
      Pace pace,
      List<Target> targets) {
    this.name = name;
    this.title = title;
    this.maker = maker;
    this.ensemble = ensemble;
    this.pace = pace;
    this.targets = targets;
  }

  static PublishNew files(int files, Pace pace) {
    return new PublishNew(
        "publish-new-" + files,
        String.format("publish a new tree, %,d × 4 KiB", files),
        root -> SampleTree.of(root, files, 4096),
        false,
        pace,
        files <= 10_000
            ? List.of(Target.timesFloor(1.5), new Target.AheadOf(Solr.NAME, 15))
            : List.of(Target.timesFloor(1.5)));
  }

  static PublishNew filesOnEnsemble(int files, Pace pace) {
    return new PublishNew(
        "publish-new-" + files + "-ensemble",
        String.format("the same %,d files, three servers", files),
        root -> SampleTree.of(root, files, 4096),
        true,
        pace,
        List.of(Target.timesFloor(1.5)));
  }

  static PublishNew components(int components, Pace pace) {
    return new PublishNew(
        "publish-new-" + components + "-components",
        String.format("publish %,d components of 14 files, 234 KB each", components),
        root -> SampleTree.ofRealSizes(root, components),
        false,
        pace,
        List.of(Target.timesFloor(1.5)));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Unit unit() {
    return Unit.MILLIS;
  }

  @Override
  public List<Target> targets() {
    return targets;
  }

  @Override
  public Pace pace() {
    return pace;
  }

  @Override
  public void open(Contest contest, Bench bench) throws Exception {
    Path directory = bench.onDisk(name);
    contest.owning(() -> Trees.delete(directory));
    SampleTree tree = maker.make(directory.resolve("tree"));
    ZooKeeperServers servers =
        contest.owning(
            ensemble ? ZooKeeperServers.ensemble(directory) : ZooKeeperServers.single(directory));
    RawZooKeeper raw = contest.owning(RawZooKeeper.connect(servers.connectString()));
    Orch orch = contest.owning(Orch.connect(servers.connectString()));
    contest.add(
        Contestant.floor("pipelined multis", samples -> floor(samples, raw, tree.contents())));
    contest.add(
        Contestant.orch(
            "publish",
            samples -> {
              long start = System.nanoTime();
              orch.publish(tree.root(), new ProjectName("new"));
              samples.addMillisSince(start);
              raw.deleteTree(PROJECT + "new");
            }));
    contest.add(
        Contestant.part(
            "reading and hashing alone",
            samples -> {
              long start = System.nanoTime();
              orch.scan(tree.root());
              samples.addMillisSince(start);
            }));
    if (tree.files().size() <= 10_000 && !ensemble) {
      solr(contest, bench, servers, raw, tree);
      others(contest, bench, tree);
    }
  }

  private static void others(Contest contest, Bench bench, SampleTree tree)
      throws IOException, InterruptedException {
    Optional<Etcd> etcd = Etcd.start(contest, bench);
    if (etcd.isPresent()) {
      contest.add(
          Contestant.peer(
              Etcd.NAME + ", transactions of 128, no hash, no commit",
              samples -> samples.add(etcd.get().upload(tree.root()))));
    }
    Optional<CentralDogma> dogma = CentralDogma.start(contest, bench);
    if (dogma.isPresent()) {
      contest.add(
          Contestant.peer(
                  CentralDogma.NAME, samples -> samples.add(dogma.get().upload(tree.root())))
              .few());
    }
  }

  private static void floor(Samples samples, RawZooKeeper raw, List<byte[]> contents)
      throws Exception {
    raw.create("/floor");
    long start = System.nanoTime();
    raw.createPipelined("/floor", contents, BATCH_BYTES);
    samples.addMillisSince(start);
    raw.deleteTree("/floor");
  }

  private static void solr(
      Contest contest, Bench bench, ZooKeeperServers servers, RawZooKeeper raw, SampleTree tree)
      throws IOException {
    Optional<Solr> solr = Solr.start(contest, bench, servers.connectString());
    if (solr.isPresent()) {
      contest.add(
          Contestant.peer(
                  Solr.NAME,
                  samples -> {
                    samples.add(solr.get().upload(tree.root(), "new"));
                    raw.deleteTree("/configs/new");
                  })
              .few());
    }
  }
}
