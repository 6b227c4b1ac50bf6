package dev.orch.cli.quickstart;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.StoreOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orch quickstart}. */
@Command(
    name = "quickstart",
    description =
        "Shows the whole line on this machine: a ZooKeeper, a published example, two"
            + " agents with their programs, a change, a rollback. Takes a minute, and leaves"
            + " nothing behind. With --oozie, in a clone: twenty Oozie jobs on an Oozie server"
            + " and HDFS, of which two change.",
    footer = {"", "Examples:", "  orch quickstart", "  ./orch quickstart --oozie"})
public final class QuickstartCommand implements Callable<Integer> {
  private final Invocation invocation;
  private final Calls calls;

  @Option(
      names = "--oozie",
      description = "Show Oozie jobs instead. In a clone: it fetches the servers, some 130 MB.")
  boolean oozie;

  @Option(names = "--oozie-server", paramLabel = "FILE", hidden = true)
  @Nullable Path serverClassPath;

  @Mixin CommonOptions common = new CommonOptions();

  /** With what runs the other commands. */
  public QuickstartCommand(Invocation invocation, Calls calls) {
    this.invocation = invocation;
    this.calls = calls;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    long start = System.nanoTime();
    Path installation =
        invocation
            .installation()
            .filter(path -> Files.isDirectory(path.resolve("examples/weather")))
            .orElseThrow(
                () ->
                    new UsageException(
                        "the example is not here: quickstart needs the whole distribution",
                        "Start it with bin/orch of an unpacked distribution, or with ./orch of a"
                            + " clone."));
    if (oozie) {
      requireServer();
    }
    CliSettings settings = CliSettings.of(invocation);
    try (Stage stage =
        Stage.begin(
            invocation,
            calls,
            installation,
            connect -> StoreOptions.at(connect).connect(settings))) {
      show(stage, installation.resolve("examples"));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    invocation.messages().line("");
    invocation.messages().line("== That was it, in " + took.toSeconds() + " s. Try next:");
    for (String line : next(installation)) {
      invocation.messages().line(line);
    }
    return ExitCode.OK.code();
  }

  private void show(Stage stage, Path examples) throws IOException, InterruptedException {
    if (!oozie) {
      new Tour(stage, examples.resolve("weather")).run();
      return;
    }
    try (OozieServerProcess server =
        OozieServerProcess.start(requireServer(), stage.workspace().path("oozie"))) {
      new OozieTour(stage, server, examples.resolve("oozie"), Clock.systemUTC()).run();
    }
  }

  private Path requireServer() {
    if (serverClassPath == null) {
      throw new UsageException(
          "the Oozie server is not here: an installation does not bring it",
          "In a clone of orch, run: ./orch quickstart --oozie");
    }
    return serverClassPath;
  }

  private static List<String> next(Path installation) {
    String example = installation.resolve("examples/weather").toString();
    return List.of(
        "$ export ORCH_ZK_CONNECT=127.0.0.1:2181 ORCH_PROJECT=weather",
        "$ orch server --data /tmp/orch-zk            (in a terminal of its own)",
        "$ cp -r " + example + " /tmp/weather",
        "$ orch publish /tmp/weather",
        "$ orch agent --component file-mgr --home /tmp/file-mgr -- bin/serve.sh   (in another)",
        "  then edit /tmp/weather/file-mgr/policy/product-types.xml, publish, and see it reload",
        "$ orch --help");
  }

  /** Any free port on loopback. */
  static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** As one would type them. */
  static List<String> quoted(List<String> args) {
    return args.stream().map(arg -> arg.contains(" ") ? '"' + arg + '"' : arg).toList();
  }
}
