package dev.orch.zookeeper.registry;

import dev.orch.model.OrchException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.Registration;
import dev.orch.model.revision.Subscription;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.StoreErrors;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one instance registered. A thread of its own does all of it, in passes: each makes true
 * again what should be, whatever has happened meanwhile. Reconnects, watches, new reports and, for
 * what nobody tells, a slow clock ask for a pass.
 */
final class ZooKeeperRegistration implements Registration, Watcher {
  private static final System.Logger LOG = System.getLogger(ZooKeeperRegistration.class.getName());
  private static final Duration PERIOD = Duration.ofSeconds(60);
  private static final Duration RETRY_PERIOD = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

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

  /** Of the worker, and of whoever starts it before that. */
  private @Nullable InstanceReport sent;

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
    if (connection.isConnected()) {
      try {
        pass();
      } catch (KeeperException e) {
        if (!StoreErrors.isLoss(e)) {
          throw StoreErrors.toModel(e);
        }
        LOG.log(System.Logger.Level.DEBUG, place + " is registered later", e);
      } catch (StoreUnavailableException e) {
        LOG.log(System.Logger.Level.DEBUG, place + " is registered later", e);
      }
    }
    reconnects = connection.onConnected(this::wake);
    worker.start();
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
      while (awaitWanted(failed ? RETRY_PERIOD : PERIOD)) {
        failed = connection.isConnected() && !tryPass();
      }
      if (connection.isConnected()) {
        sendReport();
        presence.end();
      }
    } catch (KeeperException | OrchException e) {
      LOG.log(System.Logger.Level.WARNING, place + " ends with its session", e);
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, place + " was not ended in time", e);
    }
  }

  /** False when it is being closed. */
  private synchronized boolean awaitWanted(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!wanted && !closing) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        break;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    wanted = false;
    return !closing;
  }

  private boolean tryPass() throws InterruptedException {
    try {
      pass();
      return true;
    } catch (KeeperException | OrchException e) {
      // A lost connection is told by whoever needs it; here it only means to wait for the next.
      boolean lost = e instanceof KeeperException failure && StoreErrors.isLoss(failure);
      LOG.log(
          lost ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
          place + " is not registered: " + e.getMessage());
      return false;
    }
  }

  private void pass() throws KeeperException, InterruptedException {
    // First, so that a foreign agent's report is not overwritten before it is met.
    presence.live(newest(), this);
    sendReport();
    Optional<Integer> request = presence.retryRequest(this);
    if (request.isPresent()) {
      runRetry();
      // After it was passed on: if this process dies between the two, the next one sees it.
      presence.retrySeen(request.get());
    }
  }

  private void runRetry() {
    try {
      retryRequested.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the listener for retries of " + place + " failed", e);
    }
  }

  private synchronized InstanceReport newest() {
    return newest;
  }

  private void sendReport() throws KeeperException, InterruptedException {
    InstanceReport report = newest();
    if (!report.equals(sent) || !presence.isKnown()) {
      presence.report(report);
      sent = report;
    }
  }

  @Override
  public void report(InstanceReport report) {
    synchronized (this) {
      newest = report;
    }
    wake();
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
}
