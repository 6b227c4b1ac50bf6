package dev.orch.config;

import dev.orch.model.ComponentName;
import dev.orch.model.OrchException;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.revision.Subscription;
import dev.orch.model.store.Store;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells one listener who of a component is live, on a thread of its own: after each signal of the
 * store and, should one get lost, from time to time. While the store is out of reach, or a read
 * fails, nobody is taken for gone.
 */
final class InstanceFollower implements Subscription {
  private static final Logger LOG = System.getLogger(InstanceFollower.class.getName());

  /** So long signals are gathered, since each look reads all instances. */
  private static final Duration GATHER = Duration.ofMillis(50);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final ProjectName project;
  private final ComponentName component;
  private final Store store;
  private final Duration period;
  private final InstancesListener listener;
  private final Thread thread;

  // Guarded by this.
  private boolean signalled = true;
  private boolean closed;

  /** Of the thread; null before the first look. */
  private @Nullable List<InstanceStatus> told;

  private InstanceFollower(
      ProjectName project,
      ComponentName component,
      Store store,
      Duration period,
      InstancesListener listener) {
    this.project = project;
    this.component = component;
    this.store = store;
    this.period = period;
    this.listener = listener;
    this.thread = new Thread(this::run, "orch-instances-" + component);
    thread.setDaemon(true);
  }

  /**
   * Begins.
   *
   * @param store stays its owner's to close, after this
   * @param period the longest time between two looks
   */
  static InstanceFollower start(
      ProjectName project,
      ComponentName component,
      Store store,
      Duration period,
      InstancesListener listener) {
    InstanceFollower follower = new InstanceFollower(project, component, store, period, listener);
    follower.thread.start();
    return follower;
  }

  private void run() {
    try (Subscription watch = store.instances().watch(project, component, this::signal)) {
      LOG.log(Level.DEBUG, "following the instances of {0} by {1}", component, watch);
      while (await()) {
        look();
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "the instances of {0} are followed no more", component);
    }
  }

  private synchronized void signal() {
    signalled = true;
    notifyAll();
  }

  /** False when it is closed. */
  private synchronized boolean await() throws InterruptedException {
    long end = System.nanoTime() + period.toNanos();
    while (!signalled && !closed && timedWait(end)) {}
    long gathered = System.nanoTime() + (told == null ? 0 : GATHER.toNanos());
    while (!closed && timedWait(gathered)) {}
    signalled = false;
    return !closed;
  }

  /** False when the time is over. */
  private synchronized boolean timedWait(long end) throws InterruptedException {
    long left = end - System.nanoTime();
    TimeUnit.NANOSECONDS.timedWait(this, left);
    return left > 0;
  }

  private void look() throws InterruptedException {
    List<InstanceStatus> now;
    try {
      now =
          store.instances().instances(project, component).stream()
              .filter(InstanceStatus::live)
              .toList();
    } catch (OrchException e) {
      LOG.log(Level.DEBUG, "the instances of " + component + " are not known now", e);
      return;
    }
    List<InstanceStatus> before = told;
    if (now.equals(before)) {
      return;
    }
    told = now;
    try {
      listener.changed(new InstancesChange(component, before == null ? List.of() : before, now));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a listener to the instances of " + component + " failed", e);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(CLOSE_LIMIT.toMillis());
      thread.interrupt();
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
