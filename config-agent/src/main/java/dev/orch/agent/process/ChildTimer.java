package dev.orch.agent.process;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Runs things later, one at a time. */
interface ChildTimer extends Executor, AutoCloseable {
  /** Runs it after this long unless the handle is closed before. */
  Pending schedule(Runnable task, Duration delay);

  /** Time that only goes forward, in nanoseconds from some point. */
  long nanoTime();

  /** Runs nothing more. */
  @Override
  void close();

  /** A task that was not run yet. */
  interface Pending {
    /** It is not begun any more. */
    void cancel();
  }
}
