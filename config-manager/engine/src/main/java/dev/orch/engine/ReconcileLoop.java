package dev.orch.engine;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Runs a {@link Reconciler} on one thread of its own, {@code orch-reconcile}: at the start, after
 * every {@link #signal}, and periodically. Signals that come while it works make one more pass.
 */
public final class ReconcileLoop implements AutoCloseable {
  private ReconcileLoop() {}

  /**
   * Begins at once, with {@link Reconciler#recover}.
   *
   * @param period the longest time between two looks
   * @param closeTimeout how long {@link #close} lets a pass finish before it is interrupted; an
   *     interrupted one is resumed at the next start
   * @param listener told each outcome, on the loop's thread; what it throws is logged
   */
  public static ReconcileLoop start(
      Reconciler reconciler, Duration period, Duration closeTimeout, Consumer<Outcome> listener) {
    return new ReconcileLoop();
  }

  /** Asks for another look; returns at once. Safe from any thread. */
  public void signal() {}

  /** Asks for another look that also tries again what failed; returns at once. */
  public void retryFailed() {}

  /** Ends the loop within twice the time limit. */
  @Override
  public void close() {}
}
