package dev.orch.cli.server;

import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.CommonOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orch server}. */
@Command(
    name = "server",
    description =
        "Runs a ZooKeeper server that keeps its data, for development and small sites."
            + " Prints its connect string when it serves, and runs until it is told to end.",
    footer = {
      "",
      "Examples:",
      "  orch server --data /var/lib/orch-zk",
      "  orch server --data /tmp/zk --port 0      on any free port, which is printed"
    })
public final class ServerCommand implements Callable<Integer> {
  private static final int DEFAULT_PORT = 2181;

  private final Invocation invocation;

  @Mixin CommonOptions common = new CommonOptions();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Where it keeps its data; made if it does not exist.")
  @Nullable Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Where it listens; 2181 unless set, 0 for any free port.")
  int port = DEFAULT_PORT;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "The address to listen on; loopback unless set.")
  @Nullable String bind;

  public ServerCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (data == null) {
      throw new UsageException("no directory for the data", "Give --data DIR.");
    }
    InetSocketAddress address = address();
    if (!address.getAddress().isLoopbackAddress()) {
      invocation
          .messages()
          .line(
              "orch: warning: whoever reaches "
                  + address.getAddress().getHostAddress()
                  + " may change everything; this server asks nobody who they are");
    }
    try (EmbeddedServer server = EmbeddedServer.start(data, address)) {
      invocation.out().line(server.connectString());
      invocation.out().flush();
      server.awaitEnd();
      throw new AssertionError("awaitEnd never returns");
    }
  }

  private InetSocketAddress address() {
    if (port < 0 || port > 65_535) {
      throw new UsageException(
          "--port: expected 0 to 65535, found " + port, "Give --port another number.");
    }
    try {
      InetAddress host =
          bind == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(bind);
      return new InetSocketAddress(host, port);
    } catch (UnknownHostException e) {
      throw new UsageException(
          "--bind: no such address: " + bind, "Give --bind an address of this machine.", e);
    }
  }
}
