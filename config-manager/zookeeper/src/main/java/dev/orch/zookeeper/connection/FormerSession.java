package dev.orch.zookeeper.connection;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.HostProvider;
import org.apache.zookeeper.client.StaticHostProvider;

/**
 * Ends a session that a dead process left behind, so that its ephemeral nodes go now and not when
 * it expires: opens it again by its key, and closes it.
 */
public final class FormerSession {
  private static final System.Logger LOG = System.getLogger(FormerSession.class.getName());
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private FormerSession() {}

  /** Ends it; gives up after a few seconds. */
  public static void end(Connection connection, SessionKey key) throws InterruptedException {
    String servers = connection.connectString().serverList();
    HostProvider hosts =
        new StaticHostProvider(new ConnectStringParser(servers).getServerAddresses());
    CountDownLatch answered = new CountDownLatch(1);
    ZooKeeper zk;
    try {
      zk =
          new ZooKeeper(
              servers,
              (int) connection.settings().sessionTimeout().toMillis(),
              event -> {
                if (event.getState() == KeeperState.SyncConnected
                    || event.getState() == KeeperState.Expired) {
                  answered.countDown();
                }
              },
              key.id(),
              key.password(),
              false,
              hosts,
              ClientConfigs.ofProcess());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot end the former " + key, e);
      return;
    }
    boolean inTime;
    try {
      inTime = answered.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      SessionEnd.await(zk, LIMIT);
    }
    LOG.log(
        inTime ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
        inTime ? "ended the former {0}" : "the former {0} could not be ended in time",
        key);
  }
}
