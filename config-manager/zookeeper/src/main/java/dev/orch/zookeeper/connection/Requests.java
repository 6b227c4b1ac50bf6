package dev.orch.zookeeper.connection;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * ZooKeeper's asynchronous calls as futures. None of them blocks; each sends its request once, and
 * fails with the {@link KeeperException} that the client or server gave.
 */
public final class Requests {
  private static final byte[] NO_DATA = {};

  private Requests() {}

  /** Data and version, or nothing if there is no such node. */
  public static CompletableFuture<Optional<StoredNode>> getData(ZooKeeper zk, String path) {
    CompletableFuture<Optional<StoredNode>> future = new CompletableFuture<>();
    zk.getData(
        path,
        false,
        (rc, p, context, data, stat) ->
            completeFound(
                future, rc, path, () -> new StoredNode(data == null ? NO_DATA : data, stat)),
        null);
    return future;
  }

  /** The stat, or nothing if there is no such node. A watcher is set in either case. */
  public static CompletableFuture<Optional<Stat>> exists(
      ZooKeeper zk, String path, @Nullable Watcher watcher) {
    CompletableFuture<Optional<Stat>> future = new CompletableFuture<>();
    zk.exists(
        path, watcher, (rc, p, context, stat) -> completeFound(future, rc, path, () -> stat), null);
    return future;
  }

  /** Names without their path, unsorted, or nothing if there is no such node. */
  public static CompletableFuture<Optional<List<String>>> getChildren(ZooKeeper zk, String path) {
    CompletableFuture<Optional<List<String>>> future = new CompletableFuture<>();
    zk.getChildren(
        path,
        false,
        (int rc, String p, Object context, List<String> children) ->
            completeFound(future, rc, path, () -> children),
        null);
    return future;
  }

  /** A node's children and its stat. */
  public record Listing(List<String> children, Stat stat) {
    public Listing {
      children = List.copyOf(children);
    }
  }

  /** Both in one answer, or nothing if there is no such node. */
  public static CompletableFuture<Optional<Listing>> getListing(ZooKeeper zk, String path) {
    CompletableFuture<Optional<Listing>> future = new CompletableFuture<>();
    zk.getChildren(
        path,
        false,
        (int rc, String p, Object context, List<String> children, Stat stat) ->
            completeFound(future, rc, path, () -> new Listing(children, stat)),
        null);
    return future;
  }

  /** Lets what the leader has committed reach the server that this session is with. */
  public static CompletableFuture<Boolean> sync(ZooKeeper zk, String path) {
    CompletableFuture<Boolean> future = new CompletableFuture<>();
    zk.sync(path, (rc, p, context) -> complete(future, rc, path, () -> true), null);
    return future;
  }

  /** The actual path of the new node. */
  public static CompletableFuture<String> create(
      ZooKeeper zk, String path, byte[] data, CreateMode mode) {
    CompletableFuture<String> future = new CompletableFuture<>();
    zk.create(
        path,
        data,
        Ids.OPEN_ACL_UNSAFE,
        mode,
        (rc, p, context, name) -> complete(future, rc, path, () -> name),
        null);
    return future;
  }

  /** The stat after the change. */
  public static CompletableFuture<Stat> setData(
      ZooKeeper zk, String path, byte[] data, int version) {
    CompletableFuture<Stat> future = new CompletableFuture<>();
    zk.setData(
        path,
        data,
        version,
        (rc, p, context, stat) -> complete(future, rc, path, () -> stat),
        null);
    return future;
  }

  /** Deletes a node without children; the version may be -1 for any. */
  public static CompletableFuture<Boolean> delete(ZooKeeper zk, String path, int version) {
    CompletableFuture<Boolean> future = new CompletableFuture<>();
    zk.delete(path, version, (rc, p, context) -> complete(future, rc, path, () -> true), null);
    return future;
  }

  /**
   * The results, whether they are errors or not, as long as the server gave any; the future fails
   * only when it did not.
   */
  public static CompletableFuture<List<OpResult>> multi(ZooKeeper zk, List<Op> ops) {
    CompletableFuture<List<OpResult>> future = new CompletableFuture<>();
    String first = ops.get(0).getPath();
    zk.multi(
        ops,
        (rc, p, context, results) -> {
          if (results == null) {
            future.completeExceptionally(failure(rc, first));
          } else {
            future.complete(results);
          }
        },
        null);
    return future;
  }

  private interface Value<T> {
    T get();
  }

  private static <T> void complete(
      CompletableFuture<T> future, int rc, String path, Value<T> value) {
    if (rc == Code.OK.intValue()) {
      future.complete(value.get());
    } else {
      future.completeExceptionally(failure(rc, path));
    }
  }

  private static <T> void completeFound(
      CompletableFuture<Optional<T>> future, int rc, String path, Value<T> value) {
    if (rc == Code.NONODE.intValue()) {
      future.complete(Optional.empty());
    } else {
      complete(future, rc, path, () -> Optional.of(value.get()));
    }
  }

  private static KeeperException failure(int rc, String path) {
    Code code = Code.get(rc);
    return KeeperException.create(code == null ? Code.SYSTEMERROR : code, path);
  }
}
