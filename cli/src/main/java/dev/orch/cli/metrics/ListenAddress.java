package dev.orch.cli.metrics;

import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.metrics.MetricsServer;
import dev.orch.model.RefusedException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Where metrics are served.
 *
 * @param portOption the option that says at which port, for messages
 * @param hostOption the option that says at which address
 */
record ListenAddress(InetSocketAddress address, String portOption, String hostOption) {
  private static final int MAX_PORT = 65_535;

  /**
   * Checks what was said.
   *
   * @param host a name or an address of this machine; null for loopback
   * @throws UsageException when it is no address
   */
  static ListenAddress of(int port, @Nullable String host, String portOption, String hostOption) {
    if (port < 0 || port > MAX_PORT) {
      throw new UsageException(
          portOption + ": expected 0 to 65535, found " + port,
          "Give " + portOption + " another number.");
    }
    try {
      InetAddress at =
          host == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
      return new ListenAddress(new InetSocketAddress(at, port), portOption, hostOption);
    } catch (UnknownHostException e) {
      throw new UsageException(
          hostOption + ": no such address: " + host,
          "Give " + hostOption + " an address of this machine.",
          e);
    }
  }

  /**
   * Begins to serve, and says where.
   *
   * @throws RefusedException when something else listens there
   */
  MetricsServer serve(Invocation invocation, MetricsServer.Page page) throws IOException {
    try {
      MetricsServer server = MetricsServer.start(address, page);
      invocation.messages().line("orch: metrics are at " + server.url());
      return server;
    } catch (BindException e) {
      throw new RefusedException(
          "cannot listen on "
              + address.getAddress().getHostAddress()
              + ":"
              + address.getPort()
              + ": "
              + e.getMessage(),
          "Give "
              + portOption
              + " another number, or "
              + hostOption
              + " an address of this machine.",
          e);
    }
  }
}
