package dev.orch.zookeeper.connection;

import dev.orch.model.CorruptDataException;
import dev.orch.model.StoreUnavailableException;
import java.util.Optional;
import org.apache.zookeeper.data.Stat;

/**
 * A znode that is too large for the client's buffer looks like a lost connection, again and again.
 * Its stat tells it from one.
 */
final class TooLarge {
  /** Below the client's default {@code jute.maxbuffer} by what an answer needs beside the data. */
  private static final int MAX_READABLE = 1_040_000;

  private TooLarge() {}

  static Optional<CorruptDataException> culprit(Reads reads, String path)
      throws InterruptedException {
    if (!reads.connection().isConnected()) {
      return Optional.empty();
    }
    Optional<Stat> stat;
    try {
      stat = reads.read(path, (zk, key) -> Requests.exists(zk, key, null));
    } catch (StoreUnavailableException e) {
      // Then the store is away indeed, which the caller knows already.
      return Optional.empty();
    }
    return stat.filter(found -> found.getDataLength() > MAX_READABLE)
        .map(
            found ->
                new CorruptDataException(
                    path,
                    "expected at most " + MAX_READABLE + " bytes, found " + found.getDataLength(),
                    null));
  }
}
