package dev.orch.cli.metrics;

import dev.orch.agent.InstanceIdentity;
import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.Invocation;
import dev.orch.model.settings.Setting;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether and where an agent serves metrics. */
public final class MetricsOptions {
  private static final String PORT = "--metrics-port";
  private static final String HOST = "--metrics-host";

  @Option(
      names = PORT,
      paramLabel = "N",
      description =
          "Serve metrics for Prometheus at this port, 0 for any free one, which is said."
              + " Not served unless set.")
  @Nullable Integer port;

  @Option(
      names = HOST,
      paramLabel = "ADDRESS",
      description = "The address to serve them at; loopback unless set.")
  @Nullable String host;

  /** Whether they are asked for on the command line. */
  public boolean isGiven() {
    return port != null;
  }

  /**
   * Begins to serve them, if they are asked for. Otherwise nothing that serves is even loaded.
   *
   * @throws dev.orch.cli.invocation.UsageException when there is no such address
   * @throws dev.orch.model.RefusedException when something else listens there
   */
  public Monitoring start(
      Invocation invocation, CliSettings settings, InstanceIdentity identity, Store store)
      throws IOException {
    Optional<Integer> wanted = settings.value(port, Setting.METRICS_PORT, MetricsOptions::number);
    if (wanted.isEmpty()) {
      return Monitoring.NONE;
    }
    String at = settings.text(host, Setting.METRICS_HOST).orElse(null);
    return AgentMonitoring.start(
        invocation, ListenAddress.of(wanted.get(), at, PORT, HOST), identity, store);
  }

  static Integer number(String text) {
    try {
      return Integer.valueOf(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number, found " + text, e);
    }
  }
}
