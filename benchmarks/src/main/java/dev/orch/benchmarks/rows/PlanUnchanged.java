package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.harness.Contestant;
import dev.orch.benchmarks.harness.Pace;
import dev.orch.benchmarks.harness.Row;
import dev.orch.benchmarks.harness.Target;
import dev.orch.benchmarks.harness.Unit;
import dev.orch.benchmarks.servers.Command;
import dev.orch.benchmarks.servers.RawZooKeeper;
import dev.orch.benchmarks.servers.ZooKeeperServers;
import dev.orch.model.ProjectName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Nothing was changed, and orch is asked what publishing would change. */
final class PlanUnchanged implements Row {
  private static final ProjectName PROJECT = new ProjectName("same");
  private static final String SOLR = "Solr, uploading again";

  private final int files;

  PlanUnchanged(int files) {
    this.files = files;
  }

  @Override
  public String name() {
    return "plan-unchanged-" + files;
  }

  @Override
  public String title() {
    return String.format("plan, nothing changed in %,d files", files);
  }

  @Override
  public Unit unit() {
    return Unit.MILLIS;
  }

  @Override
  public List<Target> targets() {
    return List.of(Target.timesFloor(2), new Target.AheadOf(SOLR, 10));
  }

  @Override
  public Pace pace() {
    return Pace.WARM;
  }

  @Override
  public void open(Contest contest, Bench bench) throws Exception {
    Path directory = bench.onDisk(name());
    contest.owning(() -> Trees.delete(directory));
    Path root = SampleTree.of(directory.resolve("tree"), files, 4096).root();
    ZooKeeperServers servers = contest.owning(ZooKeeperServers.single(directory));
    RawZooKeeper raw = contest.owning(RawZooKeeper.connect(servers.connectString()));
    Orch orch =
        contest.owning(Orch.remembering(servers.connectString(), directory.resolve("cache")));
    Orch forgetful = contest.owning(Orch.connect(servers.connectString()));
    orch.publish(root, PROJECT);
    contest.add(
        Contestant.floor(
            "walkFileTree",
            samples -> {
              long start = System.nanoTime();
              Trees.stat(root);
              samples.addMillisSince(start);
            }));
    contest.add(
        Contestant.orch(
            "plan",
            samples -> {
              long start = System.nanoTime();
              orch.plan(root, PROJECT);
              samples.addMillisSince(start);
            }));
    contest.add(
        Contestant.part(
            "looking at the tree alone",
            samples -> {
              long start = System.nanoTime();
              orch.scan(root);
              samples.addMillisSince(start);
            }));
    contest.add(
        Contestant.part(
            "reading and hashing every file",
            samples -> {
              long start = System.nanoTime();
              forgetful.scan(root);
              samples.addMillisSince(start);
            }));
    git(contest, root);
    rsync(contest, root, directory);
    Optional<Solr> solr = Solr.start(contest, bench, servers.connectString());
    if (solr.isPresent()) {
      contest.add(
          Contestant.peer(SOLR, samples -> samples.add(solr.get().upload(root, "same"))).few());
      raw.deleteTree("/configs");
    }
  }

  private static void git(Contest contest, Path root) throws Exception {
    if (!Command.isThere("git")) {
      contest.absent("git status", "no git on the PATH");
      return;
    }
    Command.run(root, "git", "init", "-q");
    Command.run(root, "git", "add", ".");
    contest.add(
        Contestant.peer(
            "git status",
            samples -> {
              long start = System.nanoTime();
              Command.run(root, "git", "status", "--porcelain", "-uno");
              samples.addMillisSince(start);
            }));
  }

  private static void rsync(Contest contest, Path root, Path directory) throws Exception {
    if (!Command.isThere("rsync")) {
      contest.absent("rsync -n", "no rsync on the PATH");
      return;
    }
    String copy = directory.resolve("copy").toString();
    Command.run(root, "rsync", "-a", root + "/", copy);
    contest.add(
        Contestant.peer(
            "rsync -n",
            samples -> {
              long start = System.nanoTime();
              Command.run(root, "rsync", "-a", "-n", root + "/", copy);
              samples.addMillisSince(start);
            }));
  }
}
