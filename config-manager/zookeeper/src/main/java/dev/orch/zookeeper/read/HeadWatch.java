package dev.orch.zookeeper.read;

import dev.orch.model.StoreUnavailableException;
import dev.orch.model.revision.Subscription;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoreErrors;
import dev.orch.zookeeper.connection.WatchListener;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;

/**
 * One watch on one head. Whenever the watch was spent, or may have been lost with the connection,
 * it is set again first and the listener told afterwards, so that no change falls between the two.
 */
public final class HeadWatch implements Subscription, Watcher {
  private static final System.Logger LOG = System.getLogger(HeadWatch.class.getName());

  private final Connection connection;
  private final String path;
  private final WatchListener listener;
  private final Subscription reconnects;

  private HeadWatch(Connection connection, String path, Runnable lookAgain) {
    this.connection = connection;
    this.path = path;
    this.listener = new WatchListener(path, lookAgain);
    this.reconnects = connection.onConnected(this::arm);
  }

  /** Begins to watch; works whether or not there is a connection, a project or a head. */
  public static HeadWatch start(Connection connection, String path, Runnable lookAgain) {
    HeadWatch watch = new HeadWatch(connection, path, lookAgain);
    if (connection.isConnected()) {
      watch.arm();
    }
    return watch;
  }

  /** The same watcher on the same node is one watch to the client, however often it is set. */
  private void arm() {
    if (listener.isClosed()) {
      return;
    }
    try {
      var unused =
          Requests.exists(connection.handle(), path, this)
              .whenComplete(
                  (stat, failure) -> {
                    if (failure == null) {
                      listener.tell();
                    } else {
                      armingFailed(failure);
                    }
                  });
    } catch (StoreUnavailableException e) {
      LOG.log(System.Logger.Level.DEBUG, "the store was closed while a watch was set", e);
    }
  }

  private void armingFailed(Throwable failure) {
    if (failure instanceof KeeperException e && StoreErrors.isLoss(e)) {
      LOG.log(System.Logger.Level.DEBUG, "watching {0} waits for the next connection", path);
      return;
    }
    // Whoever looks now meets the same failure, and can say so.
    LOG.log(System.Logger.Level.WARNING, "cannot watch " + path, failure);
    listener.tell();
  }

  @Override
  public void process(WatchedEvent event) {
    if (event.getType() != Event.EventType.None) {
      arm();
    }
  }

  @Override
  public void close() {
    reconnects.close();
    listener.close();
  }
}
