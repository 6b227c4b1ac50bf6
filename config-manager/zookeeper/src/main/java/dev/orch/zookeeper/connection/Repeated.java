package dev.orch.zookeeper.connection;

import dev.orch.model.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/** Requests that may be repeated, because doing them twice is the same as once. */
public final class Repeated {
  private static final Duration NOTICE_TIME = Duration.ofMillis(20);

  private Repeated() {}

  /** One request, made on the handle of the moment. */
  @FunctionalInterface
  public interface Request<V> {
    CompletableFuture<V> send(ZooKeeper zk);
  }

  /**
   * Asks over reconnects and lost sessions until there is an answer or the time is over.
   *
   * @throws KeeperException the answer, when it is an error
   * @throws StoreUnavailableException when there was none in time
   */
  public static <V> V untilAnswered(Connection connection, Request<V> request)
      throws KeeperException, InterruptedException {
    return untilAnswered(connection, connection.requestDeadline(), request, null);
  }

  static <V> V untilAnswered(
      Connection connection, Deadline deadline, Request<V> request, @Nullable KeeperException last)
      throws KeeperException, InterruptedException {
    Exception failure = last;
    while (true) {
      Deadline toConnect = deadline.atMost(connection.settings().connectTimeout());
      if (deadline.isOver() || !connection.awaitConnected(toConnect)) {
        throw noAnswer(connection, failure);
      }
      try {
        return Futures.await(request.send(connection.handle()), deadline);
      } catch (KeeperException e) {
        if (!StoreErrors.isLoss(e)) {
          throw e;
        }
        failure = e;
        // A failed request may be told before the lost connection is; asking again at once would
        // only spin.
        connection.awaitChange(deadline.atMost(NOTICE_TIME));
      } catch (TimeoutException e) {
        throw noAnswer(connection, e);
      }
    }
  }

  private static StoreUnavailableException noAnswer(
      Connection connection, @Nullable Exception cause) {
    return StoreErrors.unavailable(
        "no answer from ZooKeeper at " + connection.connectString() + " in time", cause);
  }
}
