package dev.orch.zookeeper.write;

import dev.orch.model.revision.Subscription;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoreErrors;
import dev.orch.zookeeper.layout.Layout;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Takes a writer's node out of the queue for the lock. When the connection is lost over it, that is
 * done again after each reconnect: the node goes with its session, but a session that outlasts the
 * loss goes on for as long as its process does, and nobody could write meanwhile.
 */
final class LockRelease {
  private final Connection connection;
  private final ZooKeeper zk;
  private final Supplier<CompletableFuture<?>> deletion;

  private final AtomicReference<@Nullable Subscription> reconnects = new AtomicReference<>();

  private LockRelease(
      Connection connection, ZooKeeper zk, Supplier<CompletableFuture<?>> deletion) {
    this.connection = connection;
    this.zk = zk;
    this.deletion = deletion;
  }

  /** Of this node. Completed when the first try was answered, or lost its connection. */
  static CompletableFuture<?> ofNode(Connection connection, ZooKeeper zk, String node) {
    return new LockRelease(connection, zk, () -> delete(zk, node)).begin();
  }

  /** Of whatever was made by this id, whether or not its maker was told the name. */
  static CompletableFuture<?> ofRequest(
      Connection connection, ZooKeeper zk, String lock, String id) {
    Supplier<CompletableFuture<?>> deletion =
        () ->
            // After a sync, so that a node that was made by another server's way is seen.
            Requests.sync(zk, lock)
                .thenCompose(synced -> Requests.getChildren(zk, lock))
                .thenCompose(names -> delete(zk, lock, names.orElse(List.of()), id));
    return new LockRelease(connection, zk, deletion).begin();
  }

  private static CompletableFuture<?> delete(
      ZooKeeper zk, String lock, List<String> names, String id) {
    return CompletableFuture.allOf(
        names.stream()
            .filter(name -> name.contains(id))
            .map(name -> delete(zk, Layout.child(lock, name)))
            .toArray(CompletableFuture[]::new));
  }

  private static CompletableFuture<?> delete(ZooKeeper zk, String node) {
    return Requests.delete(zk, node, -1)
        .exceptionallyCompose(
            failure ->
                failure instanceof KeeperException e && e.code() == Code.NONODE
                    ? CompletableFuture.completedFuture(true)
                    : CompletableFuture.failedFuture(failure));
  }

  private CompletableFuture<?> begin() {
    // Subscribed first, so that no reconnect falls between a loss and the subscription.
    reconnects.set(connection.onConnected(this::attemptAgain));
    return attempt();
  }

  private void attemptAgain() {
    var unused = attempt();
  }

  private CompletableFuture<?> attempt() {
    if (!connection.isCurrent(zk)) {
      end();
      return CompletableFuture.completedFuture(true);
    }
    return deletion.get().whenComplete((done, failure) -> answered(failure));
  }

  private void answered(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof KeeperException e && StoreErrors.isLoss(e)) {
      log().log(System.Logger.Level.DEBUG, "giving the lock back waits for the next connection", e);
      return;
    }
    if (cause != null) {
      log().log(System.Logger.Level.WARNING, "the lock goes with its session only", cause);
    }
    end();
  }

  private void end() {
    Subscription subscription = reconnects.getAndSet(null);
    if (subscription != null) {
      subscription.close();
    }
  }

  /** Only when there is something to say; see ADR 29. */
  private static System.Logger log() {
    return System.getLogger(LockRelease.class.getName());
  }
}
