package dev.orch.benchmarks.rows;

import dev.orch.agent.Agent;
import dev.orch.agent.AgentConfig;
import dev.orch.agent.InstanceIdentity;
import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.harness.Contestant;
import dev.orch.benchmarks.harness.Pace;
import dev.orch.benchmarks.harness.Row;
import dev.orch.benchmarks.harness.Samples;
import dev.orch.benchmarks.harness.Target;
import dev.orch.benchmarks.harness.Unit;
import dev.orch.benchmarks.servers.NodeNames;
import dev.orch.benchmarks.servers.PlainDownload;
import dev.orch.benchmarks.servers.RawZooKeeper;
import dev.orch.benchmarks.servers.ZooKeeperServers;
import dev.orch.engine.Outcome;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An agent puts a component into an empty home, and reports it. */
final class AgentFirstDownload implements Row {
  private static final ProjectName PROJECT = new ProjectName("first");

  private final int files;
  private final boolean onDisk;

  AgentFirstDownload(int files, boolean onDisk) {
    this.files = files;
    this.onDisk = onDisk;
  }

  @Override
  public String name() {
    return "agent-first-" + files + (onDisk ? "-disk" : "");
  }

  @Override
  public String title() {
    return String.format(
        "agent, first download, %,d × 4 KiB%s", files, onDisk ? ", home on disk" : "");
  }

  @Override
  public Unit unit() {
    return Unit.MILLIS;
  }

  @Override
  public List<Target> targets() {
    return List.of(Target.timesFloor(2), new Target.AheadOf(Solr.NAME, 5));
  }

  @Override
  public Pace pace() {
    return onDisk ? Pace.SLOW : Pace.WARM;
  }

  @Override
  public void open(Contest contest, Bench bench) throws Exception {
    Path directory = bench.onDisk(name());
    contest.owning(() -> Trees.delete(directory));
    Path homes = onDisk ? directory.resolve("homes") : bench.inMemory(name());
    contest.owning(() -> Trees.delete(homes));
    SampleTree tree = SampleTree.of(directory.resolve("tree"), files, 4096);
    ZooKeeperServers servers = contest.owning(ZooKeeperServers.single(directory));
    RawZooKeeper raw = contest.owning(RawZooKeeper.connect(servers.connectString()));
    raw.create("/floor");
    raw.createPipelined("/floor", tree.contents(), PublishNew.BATCH_BYTES);
    Orch orch = contest.owning(Orch.connect(servers.connectString()));
    orch.publish(tree.root(), PROJECT);
    List<String> paths = NodeNames.below("/floor", files);
    contest.add(
        Contestant.floor(
            "multis of reads, hashed, synced, renamed",
            samples -> {
              Path home = Files.createDirectories(homes.resolve("floor"));
              long start = System.nanoTime();
              PlainDownload.run(raw, paths, home);
              samples.addMillisSince(start);
              Trees.delete(home);
            }));
    contest.add(Contestant.orch("agent", samples -> once(samples, orch, homes.resolve("orch"))));
    contest.add(
        Contestant.part(
            "reading the nodes alone",
            samples -> {
              long start = System.nanoTime();
              raw.readPipelined(paths, 64);
              samples.addMillisSince(start);
            }));
    Optional<Solr> solr = Solr.start(contest, bench, servers.connectString());
    if (solr.isPresent()) {
      solr.get().upload(tree.root(), "first");
      contest.add(
          Contestant.peer(
                  Solr.NAME,
                  samples -> {
                    Path home = homes.resolve("solr");
                    samples.add(solr.get().download("first", home));
                    Trees.delete(home);
                  })
              .few());
    }
  }

  private static void once(Samples samples, Orch orch, Path home) throws Exception {
    AgentConfig config =
        AgentConfig.of(
            new InstanceIdentity(
                PROJECT, new ComponentName(SampleTree.COMPONENT), new InstanceId("one")),
            home,
            "localhost");
    long start = System.nanoTime();
    Outcome outcome = Agent.runOnce(config, orch.store(), List.of());
    samples.addMillisSince(start);
    if (!(outcome instanceof Outcome.Applied)) {
      throw new IllegalStateException("expected it to be applied, got " + outcome);
    }
    Trees.delete(home);
  }
}
