package dev.orch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;

/**
 * A real ZooKeeper server in this process, on loopback and a free port. It can be stopped and
 * started again with the same port and data.
 */
public final class ZooKeeperServer implements AutoCloseable {
  /** Short, so that sessions can be: they last two ticks at least. */
  private static final int TICK_MILLIS = 250;

  private static final String MIN_SESSION_MILLIS = "500";
  private static final String MAX_SESSION_MILLIS = "60000";
  private static final int MANY_CLIENTS = 2_000;

  private final TestingServer server;

  private ZooKeeperServer(TestingServer server) {
    this.server = server;
  }

  /** Started, with its data in a new directory that goes with it. */
  public static ZooKeeperServer start() {
    return start(
        new InstanceSpec(null, -1, -1, -1, true, -1, TICK_MILLIS, MANY_CLIENTS, loopback()));
  }

  /** Started, with its data in this directory, which stays. */
  public static ZooKeeperServer start(Path data) {
    return start(
        new InstanceSpec(
            data.toFile(), -1, -1, -1, false, -1, TICK_MILLIS, MANY_CLIENTS, loopback()));
  }

  private static Map<String, Object> loopback() {
    return Map.of(
        "clientPortAddress",
        "127.0.0.1",
        "admin.enableServer",
        "false",
        "minSessionTimeout",
        MIN_SESSION_MILLIS,
        "maxSessionTimeout",
        MAX_SESSION_MILLIS);
  }

  private static ZooKeeperServer start(InstanceSpec spec) {
    try {
      return new ZooKeeperServer(new TestingServer(spec, true));
    } catch (Exception e) {
      throw new IllegalStateException("the ZooKeeper server did not start", e);
    }
  }

  /** {@code 127.0.0.1:port}. */
  public String connectString() {
    return "127.0.0.1:" + server.getPort();
  }

  public int port() {
    return server.getPort();
  }

  /** Ends it; data and port are kept. */
  public void stop() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again after {@link #stop}, or at once if it runs. */
  public void restart() {
    try {
      server.restart();
    } catch (Exception e) {
      throw new IllegalStateException("the ZooKeeper server did not start again", e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
