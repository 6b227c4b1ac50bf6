package dev.orch.cli.metrics;

import dev.orch.agent.InstanceIdentity;
import dev.orch.cli.invocation.Invocation;
import dev.orch.engine.observe.InstanceObserver;
import dev.orch.metrics.AgentMetrics;
import dev.orch.metrics.MetricsServer;
import dev.orch.model.store.Store;
import java.io.IOException;

/** An agent's metrics, being served. */
final class AgentMonitoring implements Monitoring {
  private final AgentMetrics metrics;
  private final MetricsServer server;

  private AgentMonitoring(AgentMetrics metrics, MetricsServer server) {
    this.metrics = metrics;
    this.server = server;
  }

  static AgentMonitoring start(
      Invocation invocation, ListenAddress address, InstanceIdentity identity, Store store)
      throws IOException {
    AgentMetrics metrics =
        new AgentMetrics(
            identity.project(),
            identity.component(),
            identity.instance(),
            store::isConnected,
            System::nanoTime);
    try {
      return new AgentMonitoring(metrics, address.serve(invocation, metrics::text));
    } catch (IOException | RuntimeException e) {
      metrics.close();
      throw e;
    }
  }

  @Override
  public InstanceObserver observer() {
    return metrics;
  }

  @Override
  public void close() {
    server.close();
    metrics.close();
  }
}
