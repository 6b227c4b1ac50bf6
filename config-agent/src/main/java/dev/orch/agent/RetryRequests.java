package dev.orch.agent;

import dev.orch.engine.ReconcileLoop;
import org.jspecify.annotations.Nullable;

/** Keeps a request to retry that comes before there is a loop to pass it on to. */
final class RetryRequests implements Runnable {
  private @Nullable ReconcileLoop loop;
  private boolean early;

  @Override
  public synchronized void run() {
    if (loop == null) {
      early = true;
    } else {
      loop.retryFailed();
    }
  }

  synchronized void passOnTo(ReconcileLoop target) {
    loop = target;
    if (early) {
      target.retryFailed();
    }
  }
}
