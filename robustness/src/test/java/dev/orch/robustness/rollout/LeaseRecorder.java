package dev.orch.robustness.rollout;

import dev.orch.zookeeper.layout.RolloutLayout;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/**
 * Sees each lease come and go in ZooKeeper itself, and how many there are at a time. Its connection
 * must last: what it misses it does not know.
 */
final class LeaseRecorder implements Watcher, AutoCloseable {
  private static final int SESSION_MILLIS = 60_000;

  private final ZooKeeper client;
  private final String slots;
  private final String latch;

  // Guarded by this.
  private final Set<String> held = new HashSet<>();
  private int most;
  private int looks;
  private boolean interrupted;

  LeaseRecorder(String connect, RolloutLayout layout)
      throws IOException, InterruptedException, KeeperException {
    this.slots = layout.slots() + "/";
    this.latch = layout.latch();
    this.client = new ZooKeeper(connect, SESSION_MILLIS, event -> {});
    client.addWatch(layout.root(), this, AddWatchMode.PERSISTENT_RECURSIVE);
  }

  @Override
  public synchronized void process(WatchedEvent event) {
    if (event.getType() == Event.EventType.None) {
      interrupted |= event.getState() != Event.KeeperState.SyncConnected;
      return;
    }
    if (event.getPath().equals(latch) && event.getType() == Event.EventType.NodeDataChanged) {
      looks++;
    } else if (!event.getPath().startsWith(slots)) {
      return;
    } else if (event.getType() == Event.EventType.NodeCreated) {
      held.add(event.getPath());
      most = Math.max(most, held.size());
    } else if (event.getType() == Event.EventType.NodeDeleted) {
      held.remove(event.getPath());
    }
  }

  /** The most that were ever held at a time. */
  synchronized int most() {
    if (interrupted) {
      throw new AssertionError("expected the recorder to see all, but its connection was cut");
    }
    return most;
  }

  /**
   * How often whoever leads has looked at leases whose holders are gone: for each such look it asks
   * for the server's time, by a change of the latch.
   */
  synchronized int looks() {
    return looks;
  }

  @Override
  public void close() throws InterruptedException {
    client.close();
  }
}
