package dev.orch.zookeeper.registry;

import dev.orch.model.OrchException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.Registration;
import dev.orch.model.revision.Subscription;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.StoreErrors;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one instance registered. A thread of its own does all of it, in passes: each makes true
 * again what should be, whatever has happened meanwhile. Reconnects, watches and, for what nobody
 * tells, a slow clock ask for a pass. A new report is one request, as long as nothing has asked for
 * a pass since the last one in the same session.
 */
final class ZooKeeperRegistration implements Registration, Watcher {
  private static final Duration PERIOD = Duration.ofSeconds(60);
  private static final Duration RETRY_PERIOD = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  /** How long that files are about to move waits for what comes of it: most applies are shorter. */
  private static final Duration APPLYING_WAITS = Duration.ofSeconds(1);

  private final Connection connection;
  private final Presence presence;
  private final Place place;
  private final Runnable retryRequested;
  private final BiConsumer<Place, ZooKeeperRegistration> onClose;
  private final Thread worker;
  private @Nullable Subscription reconnects;

  // Guarded by this.
  private InstanceReport newest;
  private boolean wanted;
  private boolean closing;

  /** Until when the newest report may wait, by {@link System#nanoTime}; null if it was taken. */
  private @Nullable Long sendBy;

  /** Of the worker, and of whoever starts it before that. */
  private @Nullable InstanceReport sent;

  /** The session by which all was as it should be when that was last looked at. */
  private @Nullable ZooKeeper settled;

  ZooKeeperRegistration(
      Connection connection,
      Presence presence,
      Place place,
      InstanceReport first,
      Runnable retryRequested,
      BiConsumer<Place, ZooKeeperRegistration> onClose) {
    this.connection = connection;
    this.presence = presence;
    this.place = place;
    this.newest = first;
    this.retryRequested = retryRequested;
    this.onClose = onClose;
    this.worker = new Thread(this::work, "orch-registration-" + place.instance());
    worker.setDaemon(true);
  }

  /**
   * Registers now if the store can be reached, and from then on as often as it takes.
   *
   * @throws dev.orch.model.RefusedException when a live agent that is not ours has the place
   */
  void start() throws InterruptedException {
    // Before the first pass, so that none is needed after it.
    Subscription subscription = connection.onConnected(this::wake);
    boolean started = false;
    try {
      tryFirst();
      started = true;
    } finally {
      if (!started) {
        subscription.close();
      }
    }
    reconnects = subscription;
    worker.start();
  }

  private void tryFirst() throws InterruptedException {
    if (connection.isConnected()) {
      try {
        pass();
        return;
      } catch (KeeperException e) {
        if (!StoreErrors.isLoss(e)) {
          throw StoreErrors.toModel(e);
        }
        log().log(System.Logger.Level.DEBUG, place + " is registered later", e);
      } catch (StoreUnavailableException e) {
        log().log(System.Logger.Level.DEBUG, place + " is registered later", e);
      }
    }
    wake();
  }

  private synchronized void wake() {
    wanted = true;
    notifyAll();
  }

  @Override
  public void process(WatchedEvent event) {
    if (event.getType() != Event.EventType.None) {
      wake();
    }
  }

  private void work() {
    try {
      boolean failed = false;
      Asked asked = await(PERIOD);
      while (asked != Asked.END) {
        failed = connection.isConnected() && !tryToDo(asked, failed);
        asked = await(failed ? RETRY_PERIOD : PERIOD);
      }
      if (connection.isConnected()) {
        InstanceReport last = newest();
        presence.end(last.equals(sent) ? null : last);
      }
    } catch (KeeperException | OrchException e) {
      log().log(System.Logger.Level.WARNING, place + " ends with its session", e);
    } catch (InterruptedException e) {
      log().log(System.Logger.Level.DEBUG, place + " was not ended in time", e);
    }
  }

  /** What the worker is to do next. */
  private enum Asked {
    PASS,
    REPORT,
    END
  }

  private synchronized Asked await(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!wanted && !closing) {
      long now = System.nanoTime();
      long left = end - now;
      if (left <= 0) {
        break;
      }
      if (sendBy != null) {
        if (sendBy - now <= 0) {
          sendBy = null;
          return Asked.REPORT;
        }
        left = Math.min(left, sendBy - now);
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    wanted = false;
    return closing ? Asked.END : Asked.PASS;
  }

  private boolean tryToDo(Asked asked, boolean failedBefore) throws InterruptedException {
    try {
      if (failedBefore || asked == Asked.PASS || connection.handle() != settled || !sendReport()) {
        pass();
      }
      return true;
    } catch (KeeperException | OrchException e) {
      // A lost connection is told by whoever needs it; here it only means to wait for the next.
      boolean lost = e instanceof KeeperException failure && StoreErrors.isLoss(failure);
      log()
          .log(
              lost ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
              place + " is not registered: " + e.getMessage());
      return false;
    }
  }

  private void pass() throws KeeperException, InterruptedException {
    settled = null;
    ZooKeeper session = connection.handle();
    InstanceReport report = newest();
    // First, so that a foreign agent's report is not overwritten before it is met.
    Presence.Seen seen = presence.live(report, this);
    if (seen.reported()) {
      sent = report;
    }
    if (!sendReport()) {
      throw StoreErrors.unavailable(place + " was forgotten just now", null);
    }
    if (seen.retry().isPresent()) {
      runRetry();
      // After it was passed on: if this process dies between the two, the next one sees it.
      presence.retrySeen(seen.retry().get());
    }
    settled = session;
  }

  private void runRetry() {
    try {
      retryRequested.run();
    } catch (RuntimeException e) {
      log().log(System.Logger.Level.ERROR, "the listener for retries of " + place + " failed", e);
    }
  }

  private synchronized InstanceReport newest() {
    return newest;
  }

  /** False when the instance is not known any more. */
  private boolean sendReport() throws KeeperException, InterruptedException {
    InstanceReport report = newest();
    if (!report.equals(sent)) {
      if (!presence.report(report)) {
        return false;
      }
      sent = report;
    }
    return true;
  }

  @Override
  public synchronized void report(InstanceReport report) {
    if (report.saysTheSameAs(newest)) {
      return;
    }
    long by = System.nanoTime();
    if (report.state() == InstanceState.APPLYING) {
      by += APPLYING_WAITS.toNanos();
    }
    newest = report;
    if (sendBy == null || by - sendBy < 0) {
      sendBy = by;
    }
    notifyAll();
  }

  @Override
  public void close() {
    Subscription subscription = reconnects;
    if (subscription != null) {
      subscription.close();
    }
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    try {
      worker.join(CLOSE_LIMIT.toMillis());
      worker.interrupt();
      worker.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      worker.interrupt();
      Thread.currentThread().interrupt();
    } finally {
      onClose.accept(place, this);
    }
  }

  /** Only when there is something to say; see ADR 29. */
  private static System.Logger log() {
    return System.getLogger(ZooKeeperRegistration.class.getName());
  }
}
