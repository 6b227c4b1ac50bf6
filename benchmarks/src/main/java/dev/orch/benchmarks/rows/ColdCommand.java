package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.harness.Contestant;
import dev.orch.benchmarks.harness.Measurement;
import dev.orch.benchmarks.harness.Pace;
import dev.orch.benchmarks.harness.Row;
import dev.orch.benchmarks.harness.Samples;
import dev.orch.benchmarks.harness.Target;
import dev.orch.benchmarks.harness.Unit;
import dev.orch.benchmarks.lean.Hello;
import dev.orch.benchmarks.lean.LeanProgram;
import dev.orch.benchmarks.lean.Reader;
import dev.orch.benchmarks.servers.Command;
import dev.orch.benchmarks.servers.Installation;
import dev.orch.benchmarks.servers.RawZooKeeper;
import dev.orch.benchmarks.servers.ZooKeeperServers;
import dev.orch.model.ProjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A command of the installed distribution, as a whole process, beside the least that does it. */
final class ColdCommand implements Row {
  private static final ProjectName PROJECT = new ProjectName("cold");
  private static final String PLACE = "/orch/projects/" + PROJECT;
  private static final int FEW_FILES = 10;

  private final Kind kind;

  /** What is called. */
  enum Kind {
    HELP("cold-help", "`orch --help`, cold", 1.2),
    STATUS("cold-status", "`orch status`, cold", 1.3),
    PUBLISH("cold-publish", "`orch publish` of one changed file of 10, cold", 1.3);

    private final String name;
    private final String title;
    private final double times;

    Kind(String name, String title, double times) {
      this.name = name;
      this.title = title;
      this.times = times;
    }
  }

  ColdCommand(Kind kind) {
    this.kind = kind;
  }

  @Override
  public String name() {
    return kind.name;
  }

  @Override
  public String title() {
    return kind.title;
  }

  @Override
  public Unit unit() {
    return Unit.MILLIS;
  }

  @Override
  public List<Target> targets() {
    return List.of(Target.timesFloor(kind.times));
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
    if (kind == Kind.HELP) {
      LeanProgram hello = LeanProgram.prepare(Hello.class, directory, List.of("--help"));
      contest.add(
          Contestant.floor(
              "picocli, one command", timed(directory, hello.command(List.of("--help")))));
      contest.add(Contestant.orch("orch", timed(directory, installed.command("--help"))));
      return;
    }
    SampleTree tree = SampleTree.of(directory.resolve("tree"), FEW_FILES, 4096);
    ZooKeeperServers servers = contest.owning(ZooKeeperServers.single(directory));
    String connect = servers.connectString();
    RawZooKeeper raw = contest.owning(RawZooKeeper.connect(connect));
    raw.create("/target");
    Orch orch = contest.owning(Orch.connect(connect));
    orch.publish(tree.root(), PROJECT);
    if (kind == Kind.STATUS) {
      List<String> reads = reads(connect);
      LeanProgram reader = LeanProgram.prepare(Reader.class, directory, reads);
      contest.add(
          Contestant.floor("lean client, same reads", timed(directory, reader.command(reads))));
      contest.add(
          Contestant.orch(
              "orch",
              timed(
                  directory, installed.command("status", "--zk", connect, "-p", PROJECT.value()))));
    } else {
      publish(contest, directory, tree, connect, installed);
    }
  }

  private static void publish(
      Contest contest, Path directory, SampleTree tree, String connect, Installation installed)
      throws IOException, InterruptedException {
    List<String> work =
        List.of(
            "--zk=" + connect,
            "--head=" + PLACE + "/head",
            "--instances=" + PLACE + "/components",
            "--tree=" + tree.root(),
            "--target=/target");
    LeanProgram reader = LeanProgram.prepare(Reader.class, directory, work);
    contest.add(
        Contestant.floor(
            "lean client: hash, read, one write", timed(directory, reader.command(work))));
    long[] number = new long[1];
    List<String> command =
        installed.command(
            "publish", "--zk", connect, "-p", PROJECT.value(), tree.root().toString());
    contest.add(
        Contestant.orch(
            "orch",
            samples -> {
              tree.touch(0, ++number[0]);
              time(samples, directory, command);
            }));
  }

  private static List<String> reads(String connect) {
    return List.of(
        "--zk=" + connect, "--head=" + PLACE + "/head", "--instances=" + PLACE + "/components");
  }

  private static Measurement timed(Path directory, List<String> command) {
    return samples -> time(samples, directory, command);
  }

  private static void time(Samples samples, Path directory, List<String> command)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Command.run(directory, Map.of(), command);
    samples.addMillisSince(start);
  }
}
