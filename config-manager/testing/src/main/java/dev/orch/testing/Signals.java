package dev.orch.testing;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often it was run. */
public final class Signals implements Runnable {
  private final AtomicInteger count = new AtomicInteger();

  @Override
  public void run() {
    count.incrementAndGet();
  }

  public int count() {
    return count.get();
  }

  /** Waits until it was run more often than that. */
  public void awaitMoreThan(int before) {
    Await.until("more than " + before + " signals", () -> count.get() > before);
  }
}
