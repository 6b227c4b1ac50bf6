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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orch quickstart}. */
@Command(
    name = "quickstart",
    description =
        "Shows the whole line on this machine: a ZooKeeper, a published example, two"
            + " agents with their programs, a change, a rollback. Takes a minute, and leaves"
            + " nothing behind.",
    footer = {"", "Examples:", "  orch quickstart"})
public final class QuickstartCommand implements Callable<Integer> {
  private final Invocation invocation;
  private final Calls calls;

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
    CliSettings settings = CliSettings.of(invocation);
    try (Tour tour =
        Tour.begin(
            invocation,
            calls,
            installation,
            connect -> StoreOptions.at(connect).connect(settings))) {
      tour.run();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    invocation.messages().line("");
    invocation.messages().line("== That was it, in " + took.toSeconds() + " s. Try next:");
    for (String line : next(installation)) {
      invocation.messages().line(line);
    }
    return ExitCode.OK.code();
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
