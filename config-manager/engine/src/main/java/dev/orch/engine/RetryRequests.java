package dev.orch.engine;

import org.jspecify.annotations.Nullable;

/** Keeps a request to retry that comes before there is a loop to pass it on to. */
public final class RetryRequests implements Runnable {
  private @Nullable ReconcileLoop loop;
  private boolean early;

  /** There is no loop yet. */
  public RetryRequests() {}

  @Override
  public synchronized void run() {
    if (loop == null) {
      early = true;
    } else {
      loop.retryFailed();
    }
  }

  /** To be called once there is one. */
  public synchronized void passOnTo(ReconcileLoop target) {
    loop = target;
    if (early) {
      target.retryFailed();
    }
  }
}
