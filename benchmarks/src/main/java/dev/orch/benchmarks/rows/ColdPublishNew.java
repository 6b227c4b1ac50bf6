package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.harness.Contestant;
import dev.orch.benchmarks.harness.Pace;
import dev.orch.benchmarks.harness.Row;
import dev.orch.benchmarks.harness.Target;
import dev.orch.benchmarks.harness.Unit;
import dev.orch.benchmarks.servers.Command;
import dev.orch.benchmarks.servers.Installation;
import dev.orch.benchmarks.servers.JavaCommand;
import dev.orch.benchmarks.servers.RawZooKeeper;
import dev.orch.benchmarks.servers.ZooKeeperServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A new tree, published by a process that starts cold; Solr does it by its own command line. */
final class ColdPublishNew implements Row {
  private static final String CLI = "Solr's CLI";

  private final int files;

  ColdPublishNew(int files) {
    this.files = files;
  }

  @Override
  public String name() {
    return "cold-publish-new-" + files;
  }

  @Override
  public String title() {
    return String.format("`orch publish` of a new tree, %,d × 4 KiB, cold", files);
  }

  @Override
  public Unit unit() {
    return Unit.MILLIS;
  }

  @Override
  public List<Target> targets() {
    return List.of(new Target.AheadOf(CLI, 5));
  }

  @Override
  public Pace pace() {
    return Pace.COLD;
  }

  @Override
  public void open(Contest contest, Bench bench) throws Exception {
    if (bench.distribution().isEmpty() || !Files.isReadable(bench.distribution().get())) {
      contest.absent("orch", "the distribution was not built");
      return;
    }
    Path directory = bench.onDisk(name());
    contest.owning(() -> Trees.delete(directory));
    Installation installed = Installation.unpack(bench.distribution().get(), directory);
    SampleTree tree = SampleTree.of(directory.resolve("tree"), files, 4096);
    ZooKeeperServers servers = contest.owning(ZooKeeperServers.single(directory));
    String connect = servers.connectString();
    RawZooKeeper raw = contest.owning(RawZooKeeper.connect(connect));
    List<String> publish =
        installed.command("publish", "--zk", connect, "-p", "new", tree.root().toString());
    contest.add(
        Contestant.orch(
            "orch",
            samples -> {
              long start = System.nanoTime();
              Command.run(directory, Map.of(), publish);
              samples.addMillisSince(start);
              raw.deleteTree("/orch/projects/new");
            }));
    Optional<String> solr = Peers.classPath(bench, "solr");
    if (solr.isEmpty()) {
      contest.absent(CLI, "not fetched; see benchmarks/run");
      return;
    }
    // Without it Solr refuses; orch takes files directly in a tree for no part of a component.
    Files.createFile(tree.root().resolve("solrconfig.xml"));
    List<String> upload =
        List.of(
            JavaCommand.java(),
            "-Dsolr.install.dir=" + directory,
            "-cp",
            solr.get(),
            "org.apache.solr.cli.SolrCLI",
            "zk",
            "upconfig",
            "-z",
            connect,
            "-n",
            "new",
            "-d",
            tree.root().toString());
    contest.add(
        Contestant.peer(
                CLI,
                samples -> {
                  long start = System.nanoTime();
                  Command.run(directory, Map.of(), upload);
                  samples.addMillisSince(start);
                  raw.deleteTree("/configs/new");
                })
            .few());
  }
}
