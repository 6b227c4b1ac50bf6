package dev.orch.zookeeper.connection;

import dev.orch.zookeeper.connection.ServerHealth.Trouble;
import dev.orch.zookeeper.connection.ServerHealth.Trouble.Kind;
import dev.orch.zookeeper.layout.Layout;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.Stat;

/**
 * Tries on each server of a connect string by itself what orch needs. The one znode that it makes
 * for that is ephemeral and removed at once.
 */
public final class ServerCheckup {
  private static final int READS = 5;

  /** Larger than any request of orch's. */
  private static final int LARGE = 256 * 1024;

  private final InetSocketAddress server;
  private final Layout layout;
  private final Duration limit;
  private final Clock clock;
  private final List<Trouble> troubles = new ArrayList<>();
  private Duration latency = Duration.ZERO;
  private Duration clockAhead = Duration.ZERO;

  private ServerCheckup(InetSocketAddress server, Layout layout, Duration limit, Clock clock) {
    this.server = server;
    this.layout = layout;
    this.limit = limit;
    this.clock = clock;
  }

  /**
   * Examines all servers, one after the other.
   *
   * @param limit how long to wait for each session, and for each answer
   * @param clock what the servers' clocks are compared with
   * @throws dev.orch.model.InvalidInputException when the connect string is not well-formed
   */
  public static List<ServerHealth> examine(String connect, Duration limit, Clock clock)
      throws InterruptedException {
    ConnectString parsed = ConnectString.parse(connect);
    List<ServerHealth> found = new ArrayList<>();
    for (InetSocketAddress server : parsed.servers()) {
      found.add(new ServerCheckup(server, new Layout(parsed.chroot()), limit, clock).examine());
    }
    return found;
  }

  private ServerHealth examine() throws InterruptedException {
    String name = ConnectString.toText(server);
    int millis = (int) Math.max(1, Math.min(Integer.MAX_VALUE, limit.toMillis()));
    ServerProbe probe = ServerProbe.start(List.of(server), Deadline.after(limit));
    ZKClientConfig config = ClientConfigs.ofProcess();
    config.setProperty(ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT, Integer.toString(millis));
    CountDownLatch connected = new CountDownLatch(1);
    try (ZooKeeper session =
        new ZooKeeper(
            name,
            Math.max(millis, 10_000),
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            },
            config)) {
      if (!connected.await(millis, TimeUnit.MILLISECONDS)) {
        return new ServerHealth.Silent(name, probe.describe());
      }
      tryAll(session);
    } catch (IOException e) {
      return new ServerHealth.Silent(name, String.valueOf(e.getMessage()));
    }
    return new ServerHealth.Answering(name, latency, clockAhead, troubles);
  }

  private void tryAll(ZooKeeper session) throws InterruptedException {
    try {
      String place = nearest(session);
      measure(session, place);
      if (read(session, place)) {
        write(session, place);
      }
    } catch (KeeperException e) {
      troubles.add(new Trouble(Kind.LOST, layout.projects()));
    }
  }

  /** The lowest znode that is there of those above the projects, or the one that holds them. */
  private String nearest(ZooKeeper session) throws KeeperException, InterruptedException {
    String nearest = "/";
    for (String path : Layout.withAncestors(layout.projects())) {
      if (session.exists(path, false) != null) {
        nearest = path;
      }
    }
    return nearest;
  }

  private void measure(ZooKeeper session, String place)
      throws KeeperException, InterruptedException {
    long[] nanos = new long[READS];
    for (int i = 0; i < READS; i++) {
      long before = System.nanoTime();
      session.exists(place, false);
      nanos[i] = System.nanoTime() - before;
    }
    Arrays.sort(nanos);
    latency = Duration.ofNanos(nanos[READS / 2]);
  }

  /** Whether the session goes on: an old server ends it over a request that it doesn't know. */
  private boolean read(ZooKeeper session, String place)
      throws KeeperException, InterruptedException {
    try {
      session.getChildren(place, false);
    } catch (KeeperException.NoAuthException e) {
      troubles.add(new Trouble(Kind.NOT_READABLE, place));
      return true;
    }
    try {
      session.multi(List.of(Op.getData(place)));
      return true;
    } catch (KeeperException.UnimplementedException e) {
      troubles.add(new Trouble(Kind.TOO_OLD, place));
      return false;
    }
  }

  private void write(ZooKeeper session, String place) throws KeeperException, InterruptedException {
    String path = Layout.checkup(place, session.getSessionId());
    Stat made = new Stat();
    long before = clock.millis();
    try {
      session.create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL, made);
    } catch (KeeperException.NoAuthException e) {
      troubles.add(new Trouble(Kind.NOT_WRITABLE, place));
      return;
    }
    long between = before + (clock.millis() - before) / 2;
    clockAhead = Duration.ofMillis(made.getCtime() - between);
    try {
      session.setData(path, new byte[LARGE], -1);
      session.delete(path, -1);
    } catch (KeeperException.ConnectionLossException e) {
      troubles.add(new Trouble(Kind.SMALL_REQUESTS_ONLY, place));
    } catch (KeeperException.NoAuthException e) {
      // It may make znodes and not remove them; this one goes with the session.
      return;
    }
  }
}
