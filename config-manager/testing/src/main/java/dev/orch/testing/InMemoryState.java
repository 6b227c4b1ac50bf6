package dev.orch.testing;

import dev.orch.model.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Whether the store can be reached, and the thread on which it calls back. */
final class InMemoryState implements AutoCloseable {
  private final ExecutorService callbacks =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "orch-in-memory-store");
            thread.setDaemon(true);
            return thread;
          });
  private CountDownLatch available = new CountDownLatch(0);
  private boolean closed;

  static StoreUnavailableException unavailable() {
    return new StoreUnavailableException(
        "the store held in memory was made unavailable", "Make it available again.", null);
  }

  synchronized boolean isAvailable() {
    return available.getCount() == 0 && !closed;
  }

  void requireAvailable() {
    if (!isAvailable()) {
      throw unavailable();
    }
  }

  /** Says whether it became available by this call. */
  synchronized boolean setAvailable(boolean now) {
    boolean before = isAvailable();
    if (now) {
      available.countDown();
    } else if (before) {
      available = new CountDownLatch(1);
    }
    return now && !before && !closed;
  }

  boolean awaitAvailable(Duration atMost) throws InterruptedException {
    CountDownLatch latch;
    synchronized (this) {
      if (closed) {
        return false;
      }
      latch = available;
    }
    return latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  synchronized void callBack(Runnable task) {
    if (!closed) {
      callbacks.execute(task);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      callbacks.shutdown();
    }
    try {
      if (!callbacks.awaitTermination(5, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a callback did not return within 5 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
