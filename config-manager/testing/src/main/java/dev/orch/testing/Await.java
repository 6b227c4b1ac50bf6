package dev.orch.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waiting for what must become true. */
public final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long STEP_MILLIS = 5;

  private Await() {}

  /** Asks again and again until the condition holds; fails after 20 s. */
  public static void until(String what, Callable<Boolean> condition) {
    until(what, LIMIT, condition);
  }

  /** The same with another limit. */
  public static void until(String what, Duration limit, Callable<Boolean> condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() - deadline > 0) {
          throw new AssertionError("waited in vain: " + what);
        }
        Thread.sleep(STEP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting: " + what, e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("failed while waiting: " + what, e);
    }
  }
}
