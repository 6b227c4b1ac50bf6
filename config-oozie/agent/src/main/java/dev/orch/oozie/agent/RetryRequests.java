package dev.orch.oozie.agent;

import dev.orch.engine.ReconcileLoop;
import org.jspecify.annotations.Nullable;

/** Passes a request to retry on to the loop, or to its first pass if there is none yet. */
final class RetryRequests implements Runnable {
  private final JobPasses passes;
  private @Nullable ReconcileLoop loop;

  RetryRequests(JobPasses passes) {
    this.passes = passes;
  }

  @Override
  public synchronized void run() {
    if (loop == null) {
      passes.retryFailed();
    } else {
      loop.retryFailed();
    }
  }

  synchronized void passOnTo(ReconcileLoop target) {
    loop = target;
  }
}
