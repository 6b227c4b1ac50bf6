package dev.orch.engine;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@link Passes} on one thread of its own, {@code orch-reconcile}: at the start, after every
 * {@link #signal}, and periodically. Signals that come while it works make one more pass. Nothing
 * that a pass, a trigger or the listener throws ends it.
 */
public final class ReconcileLoop implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ReconcileLoop.class.getName());

  private final Passes passes;
  private final Pace pace;
  private final Duration closeTimeout;
  private final Consumer<Outcome> listener;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Until the next pass, where the last one said; otherwise the pace does. */
  private @Nullable Duration wait;

  private boolean signalled = true;
  private boolean retry;
  private boolean closed;

  private ReconcileLoop(
      Passes passes, Pace pace, Duration closeTimeout, Consumer<Outcome> listener) {
    this.passes = passes;
    this.pace = pace;
    this.closeTimeout = closeTimeout;
    this.listener = listener;
    this.thread = new Thread(this::run, "orch-reconcile");
  }

  /**
   * Begins at once, with {@link Passes#recover}.
   *
   * @param pace of looks that no signal asks for
   * @param closeTimeout how long {@link #close} lets a pass finish before it is interrupted; an
   *     interrupted one is resumed at the next start
   * @param listener told each outcome, on the loop's thread; what it throws is logged
   */
  public static ReconcileLoop start(
      Passes passes, Pace pace, Duration closeTimeout, Consumer<Outcome> listener) {
    ReconcileLoop loop = new ReconcileLoop(passes, pace, closeTimeout, listener);
    loop.thread.start();
    return loop;
  }

  /** Asks for another look; returns at once. Safe from any thread. */
  public void signal() {
    wake(false);
  }

  /** Asks for another look that also tries again what failed; returns at once. */
  public void retryFailed() {
    wake(true);
  }

  private void wake(boolean withRetry) {
    lock.lock();
    try {
      signalled = true;
      retry |= withRetry;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      Optional<Outcome> recovered = passes.recover();
      recovered.ifPresent(this::tell);
      while (await()) {
        pass();
      }
    } catch (InterruptedException e) {
      LOG.log(Level.INFO, "a pass was interrupted; the next start resumes it");
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a signal or the end of the period; false when the loop is to end. */
  private boolean await() throws InterruptedException {
    lock.lock();
    try {
      long nanos = (wait == null ? pace.next() : wait).toNanos();
      while (!signalled && !closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      signalled = false;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void pass() throws InterruptedException {
    wait = null;
    try {
      if (takeRetry()) {
        passes.retryFailed();
      }
      Outcome outcome = passes.reconcile();
      wait =
          outcome instanceof Outcome.UnderWay underWay
              ? underWay.lookAgain()
              : passes.lookAgain().orElse(null);
      tell(outcome);
    } catch (IOException | RuntimeException | LinkageError | AssertionError e) {
      // The last two come from plug-ins that don't fit; the journal knows how far the pass came.
      LOG.log(Level.ERROR, "a pass ended in an unexpected error; the next one comes", e);
    }
  }

  private boolean takeRetry() {
    lock.lock();
    try {
      boolean asked = retry;
      retry = false;
      return asked;
    } finally {
      lock.unlock();
    }
  }

  private void tell(Outcome outcome) {
    try {
      listener.accept(outcome);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the listener failed on " + outcome, e);
    }
  }

  /** Ends the loop within twice the time limit; not to be called by the listener or a trigger. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(closeTimeout.toMillis() + 1);
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(closeTimeout.toMillis() + 1);
      }
      if (thread.isAlive()) {
        LOG.log(Level.WARNING, "a pass does not end, though it was interrupted");
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
