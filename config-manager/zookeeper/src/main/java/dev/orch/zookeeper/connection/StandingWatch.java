package dev.orch.zookeeper.connection;

import dev.orch.model.StoreUnavailableException;
import dev.orch.model.revision.Subscription;
import java.util.function.Predicate;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/**
 * A watch on a znode, or on it and all below it, which need not be there yet. It stays set, so that
 * a change costs no request but those of whoever looks; what happens while there is no connection
 * is not told by the server, so the listener is called after every connect.
 */
public final class StandingWatch implements Subscription, Watcher {
  private static final System.Logger LOG = System.getLogger(StandingWatch.class.getName());

  private final Connection connection;
  private final String path;
  private final AddWatchMode mode;
  private final Predicate<String> relevant;
  private final WatchListener listener;
  private final Subscription reconnects;

  private StandingWatch(
      Connection connection,
      String path,
      AddWatchMode mode,
      Predicate<String> relevant,
      Runnable lookAgain) {
    this.connection = connection;
    this.path = path;
    this.mode = mode;
    this.relevant = relevant;
    this.listener = new WatchListener(path, lookAgain);
    this.reconnects = connection.onConnected(this::arm);
  }

  /**
   * Begins to watch one znode, whether or not there is a connection.
   *
   * @param lookAgain called on the client's thread, must return at once
   */
  public static StandingWatch ofNode(Connection connection, String path, Runnable lookAgain) {
    return start(
        new StandingWatch(connection, path, AddWatchMode.PERSISTENT, any -> true, lookAgain));
  }

  /**
   * Begins to watch a znode and all below it, whether or not there is a connection.
   *
   * @param relevant of which paths the listener is told
   * @param lookAgain called on the client's thread, must return at once
   */
  public static StandingWatch ofTree(
      Connection connection, String path, Predicate<String> relevant, Runnable lookAgain) {
    return start(
        new StandingWatch(
            connection, path, AddWatchMode.PERSISTENT_RECURSIVE, relevant, lookAgain));
  }

  private static StandingWatch start(StandingWatch watch) {
    if (watch.connection.isConnected()) {
      watch.arm();
    }
    return watch;
  }

  private void arm() {
    if (listener.isClosed()) {
      return;
    }
    try {
      // The same watcher on the same node is one watch to the client, however often it is set.
      connection.handle().addWatch(path, this, mode, (rc, p, context) -> armed(rc), null);
    } catch (StoreUnavailableException e) {
      LOG.log(System.Logger.Level.DEBUG, "the store was closed while a watch was set", e);
    }
  }

  private void armed(int rc) {
    Code code = Code.get(rc);
    if (code == Code.OK) {
      listener.tell();
    } else if (code != null && StoreErrors.isLoss(KeeperException.create(code))) {
      LOG.log(System.Logger.Level.DEBUG, "watching {0} waits for the next connection", path);
    } else {
      // Whoever looks now meets the same failure, and can say so.
      LOG.log(System.Logger.Level.WARNING, "cannot watch {0}: {1}", path, code);
      listener.tell();
    }
  }

  @Override
  public void process(WatchedEvent event) {
    if (event.getType() != Event.EventType.None && relevant.test(event.getPath())) {
      listener.tell();
    }
  }

  @Override
  public void close() {
    reconnects.close();
    listener.close();
    try {
      ZooKeeper zk = connection.handle();
      // Otherwise the server would go on telling a session that lives on.
      zk.removeWatches(
          path,
          this,
          WatcherType.Any,
          true,
          (rc, p, context) ->
              LOG.log(System.Logger.Level.DEBUG, "the watch on {0} has ended: {1}", path, rc),
          null);
    } catch (StoreUnavailableException e) {
      LOG.log(System.Logger.Level.DEBUG, "the store was closed before a watch on it", e);
    }
  }
}
