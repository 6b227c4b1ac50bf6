package dev.orch.zookeeper.connection;

import dev.orch.model.OrchException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.KeeperException;

/** Waiting for requests, never without a limit. */
public final class Futures {
  private Futures() {}

  /**
   * The answer.
   *
   * @throws KeeperException what ZooKeeper gave instead of one
   * @throws TimeoutException when there was none in time; the request may still be carried out
   */
  public static <T> T await(CompletableFuture<T> request, Deadline deadline)
      throws KeeperException, TimeoutException, InterruptedException {
    try {
      return request.get(Math.max(0, deadline.leftNanos()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KeeperException failure) {
        throw failure;
      }
      if (e.getCause() instanceof OrchException refused) {
        throw refused;
      }
      throw new IllegalStateException("a request failed in an unexpected way", e.getCause());
    }
  }
}
