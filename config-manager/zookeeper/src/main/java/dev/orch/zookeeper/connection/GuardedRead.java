package dev.orch.zookeeper.connection;

import dev.orch.model.CorruptDataException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.zookeeper.ZooKeeper;

/**
 * A znode that is too large for the client's buffer looks like a lost connection, again and again.
 * Its stat tells it from one, so whoever reads a second time looks at that first.
 */
final class GuardedRead implements Reads.Request<String, Optional<StoredNode>> {
  /** Below the client's default {@code jute.maxbuffer} by what an answer needs beside the data. */
  private static final int MAX_READABLE = 1_040_000;

  private final AtomicBoolean repeated = new AtomicBoolean();

  @Override
  public CompletableFuture<Optional<StoredNode>> send(ZooKeeper zk, String path) {
    if (!repeated.getAndSet(true)) {
      return Requests.getData(zk, path);
    }
    return Requests.exists(zk, path, null)
        .thenCompose(
            stat -> {
              int size = stat.map(found -> found.getDataLength()).orElse(0);
              return size > MAX_READABLE
                  ? CompletableFuture.failedFuture(refused(path, size))
                  : Requests.getData(zk, path);
            });
  }

  private static CorruptDataException refused(String path, int size) {
    return new CorruptDataException(
        path, "expected at most " + MAX_READABLE + " bytes, found " + size, null);
  }
}
