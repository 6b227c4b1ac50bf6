package dev.orch.cli.metrics;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.metrics.MetricsServer;
import dev.orch.metrics.store.StoreExporter;
import dev.orch.model.settings.Setting;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orch exporter}. */
@Command(
    name = "exporter",
    description =
        "Serves what ZooKeeper says of all projects as metrics for Prometheus: what instances"
            + " are to run and what they run, which agents are gone, how rollouts stand. What"
            + " no agent can say of itself, since it may be dead. Runs until it is told to end,"
            + " whether ZooKeeper can be reached or not.",
    footer = {
      "",
      "Examples:",
      "  orch exporter                           http://127.0.0.1:9742/metrics",
      "  orch exporter --host 0.0.0.0 --port 9742",
      "  orch exporter --project weather --cache 15s"
    })
public final class ExporterCommand implements Callable<Integer> {
  private static final int DEFAULT_PORT = 9742;
  private static final String PORT = "--port";
  private static final String HOST = "--host";

  private final Invocation invocation;

  @Mixin ProjectOption project = new ProjectOption();

  @Option(
      names = PORT,
      paramLabel = "N",
      description = "Where it listens; 9742 unless set, 0 for any free port, which is said.")
  @Nullable Integer port;

  @Option(
      names = HOST,
      paramLabel = "ADDRESS",
      description = "The address to listen on; loopback unless set.")
  @Nullable String host;

  @Option(
      names = "--cache",
      paramLabel = "TIME",
      description = "For how long an answer of ZooKeeper's does; 5s unless set.")
  @Nullable Duration cache;

  @Mixin StoreOptions store = new StoreOptions();
  @Mixin CommonOptions common = new CommonOptions();

  public ExporterCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    ListenAddress address =
        ListenAddress.of(
            settings
                .value(port, Setting.EXPORTER_PORT, MetricsOptions::number)
                .orElse(DEFAULT_PORT),
            settings.text(host, Setting.EXPORTER_HOST).orElse(null),
            PORT,
            HOST);
    StoreExporter.Times times =
        new StoreExporter.Times(
            settings.duration(cache, Setting.EXPORTER_CACHE, StoreExporter.DEFAULT_CACHE),
            StoreExporter.DEFAULT_LIMIT);
    try (Store opened = store.open(settings);
        StoreExporter exporter =
            new StoreExporter(
                opened,
                project.find(settings).orElse(null),
                times,
                Clock.systemUTC(),
                System::nanoTime);
        MetricsServer server = address.serve(invocation, exporter)) {
      // A signal interrupts this.
      new CountDownLatch(1).await();
      return ExitCode.OK.code();
    }
  }
}
