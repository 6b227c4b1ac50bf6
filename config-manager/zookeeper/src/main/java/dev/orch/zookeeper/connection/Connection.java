package dev.orch.zookeeper.connection;

import dev.orch.model.StoreUnavailableException;
import dev.orch.model.revision.Subscription;
import dev.orch.model.store.StoreSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * The session with ZooKeeper, and the next one when it was lost. Requests go to the current handle
 * directly, each once, so that nothing is ever repeated behind a caller's back.
 */
public final class Connection implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);
  private static final Duration UNHEARD_CLOSE_LIMIT = Duration.ofMillis(200);
  private static final Duration PROBE_TIME = Duration.ofSeconds(2);

  private final ConnectString connectString;
  private final StoreSettings settings;
  private final List<Runnable> connectedListeners = new CopyOnWriteArrayList<>();

  // Guarded by this; waiters are notified of each change.
  private int generation;
  private @Nullable ZooKeeper handle;
  private boolean connected;
  private boolean closed;

  private Connection(ConnectString connectString, StoreSettings settings) {
    this.connectString = connectString;
    this.settings = settings;
  }

  /** Begins to connect and returns at once. */
  public static Connection open(ConnectString connectString, StoreSettings settings) {
    Connection connection = new Connection(connectString, settings);
    connection.begin(0);
    return connection;
  }

  private static int millis(Duration duration) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
  }

  /** Begins the session that follows this generation, unless that was done or it was closed. */
  private synchronized void begin(int former) {
    if (closed || generation != former) {
      return;
    }
    int mine = ++generation;
    connected = false;
    // The client names its threads after the one that makes it.
    Thread thread = Thread.currentThread();
    String name = thread.getName();
    thread.setName("orch-zookeeper");
    try {
      handle =
          new ZooKeeper(
              connectString.serverList(),
              millis(settings.sessionTimeout()),
              event -> stateChanged(mine, event),
              ClientConfigs.ofProcess());
    } catch (IOException e) {
      log().log(System.Logger.Level.WARNING, "no session can be begun now", e);
      beginLater(mine);
    } finally {
      thread.setName(name);
    }
    notifyAll();
  }

  /**
   * What failed for a reason of this side, such as a ticket that has run out, may work later. A
   * session that goes on all the same, as it does where the servers let in who has no ticket, is
   * left alone.
   */
  private void beginLater(int former) {
    Thread later =
        new Thread(
            () -> {
              try {
                if (!awaitClosed(Deadline.after(settings.sessionTimeout())) && !isAlive()) {
                  begin(former);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "orch-zookeeper-again");
    later.setDaemon(true);
    later.start();
  }

  private synchronized boolean isAlive() {
    return handle != null && handle.getState().isAlive();
  }

  private synchronized boolean awaitClosed(Deadline deadline) throws InterruptedException {
    while (!closed && !deadline.isOver()) {
      awaitChange(deadline);
    }
    return closed;
  }

  private void stateChanged(int mine, WatchedEvent event) {
    if (event.getType() != Watcher.Event.EventType.None) {
      return;
    }
    boolean nowConnected = event.getState() == KeeperState.SyncConnected;
    synchronized (this) {
      if (mine != generation || closed) {
        return;
      }
      connected = nowConnected;
      notifyAll();
    }
    if (nowConnected) {
      connectedListeners.forEach(Connection::tell);
    } else if (event.getState() == KeeperState.Expired) {
      begin(mine);
    } else if (event.getState() == KeeperState.AuthFailed) {
      beginLater(mine);
    }
  }

  private static void tell(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      // The thread is the client's; one listener's failure is not the others' business.
      log().log(System.Logger.Level.ERROR, "a listener failed when the connection was made", e);
    }
  }

  /**
   * Calls the listener after every connect and reconnect, on the client's thread: it must return at
   * once.
   */
  public Subscription onConnected(Runnable listener) {
    connectedListeners.add(listener);
    return () -> connectedListeners.remove(listener);
  }

  /**
   * The handle of the current session, connected or not.
   *
   * @throws StoreUnavailableException when the connection was closed
   */
  public synchronized ZooKeeper handle() {
    ZooKeeper current = handle;
    if (closed || current == null) {
      throw StoreErrors.unavailable("the connection to ZooKeeper was closed", null);
    }
    return current;
  }

  /** Whether this handle's session is the current one and may go on; false once it was closed. */
  public synchronized boolean isCurrent(ZooKeeper session) {
    return !closed && handle == session && session.getState().isAlive();
  }

  /** Whether the current session has a server now. */
  public synchronized boolean isConnected() {
    return connected && !closed;
  }

  /** Whether it is connected, at the latest when the deadline is over. */
  public synchronized boolean awaitConnected(Deadline deadline) throws InterruptedException {
    while (!connected && !closed) {
      long left = deadline.leftNanos();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return connected && !closed;
  }

  /** Waits for the next change of state, at most until the deadline is over. */
  synchronized void awaitChange(Deadline deadline) throws InterruptedException {
    long left = deadline.leftNanos();
    if (left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /**
   * Waits until connected.
   *
   * @throws StoreUnavailableException when it is not in time, saying what each server answered
   */
  public void awaitConnected(Duration atMost) throws InterruptedException {
    Deadline deadline = Deadline.after(atMost);
    Duration third = atMost.dividedBy(3);
    Duration probeTime = third.compareTo(PROBE_TIME) < 0 ? third : PROBE_TIME;
    if (awaitConnected(Deadline.after(atMost.minus(probeTime)))) {
      return;
    }
    ServerProbe probe = ServerProbe.start(connectString.servers(), deadline);
    if (!awaitConnected(deadline)) {
      throw StoreErrors.unavailable(
          "no ZooKeeper within " + atMost.toMillis() / 1000.0 + " s: " + probe.describe(), null);
    }
  }

  /** The limits that this connection was opened with. */
  public StoreSettings settings() {
    return settings;
  }

  public ConnectString connectString() {
    return connectString;
  }

  /** The limit for one request, from now. */
  public Deadline requestDeadline() {
    return Deadline.after(settings.requestTimeout());
  }

  /** Ends the session; takes at most a few seconds, also when the servers don't answer. */
  @Override
  public void close() {
    boolean hasSession;
    @Nullable ZooKeeper session;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      hasSession = connected;
      session = handle;
      notifyAll();
    }
    connectedListeners.clear();
    if (session != null) {
      // Without a session there is nothing that the servers would have to be told in time.
      SessionEnd.await(session, hasSession ? CLOSE_LIMIT : UNHEARD_CLOSE_LIMIT);
    }
  }

  /** Only when there is something to say; see ADR 29. */
  private static System.Logger log() {
    return System.getLogger(Connection.class.getName());
  }
}
