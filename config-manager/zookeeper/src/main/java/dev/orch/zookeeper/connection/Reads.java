package dev.orch.zookeeper.connection;

import dev.orch.model.StoreUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Reading, repeated over reconnects until the request time-out is over. Only reads may go through
 * here, since repeating is harmless for them alone.
 */
public final class Reads {
  private final Connection connection;

  private final @Nullable ZooKeeper pinned;

  public Reads(Connection connection) {
    this(connection, null);
  }

  private Reads(Connection connection, @Nullable ZooKeeper pinned) {
    this.connection = connection;
    this.pinned = pinned;
  }

  /**
   * The same over this session only: what it reads is never older than what the session has seen,
   * wherever it reconnects. When the session is over, nothing can be read any more.
   */
  public Reads pinnedTo(ZooKeeper session) {
    return new Reads(connection, session);
  }

  /** The handle to send on now. */
  ZooKeeper handle() {
    ZooKeeper current = connection.handle();
    if (pinned != null && pinned != current) {
      throw StoreErrors.unavailable("the session with ZooKeeper was lost", null);
    }
    return current;
  }

  /** One request, made on the handle of the moment. */
  @FunctionalInterface
  public interface Request<K, V> {
    CompletableFuture<V> send(ZooKeeper zk, K key);
  }

  /** Takes the answers. */
  @FunctionalInterface
  public interface Answer<K, V, E extends Exception> {
    void accept(K key, V value) throws E, InterruptedException;
  }

  public Connection connection() {
    return connection;
  }

  /** A node's data, or nothing if there is no such node. */
  public Optional<StoredNode> data(String path) throws InterruptedException {
    return read(path, new GuardedRead());
  }

  /** The same, not older than now: asked for behind a sync, without waiting for that. */
  public Optional<StoredNode> latest(String path) throws InterruptedException {
    GuardedRead data = new GuardedRead();
    return read(
        path,
        (zk, node) ->
            Requests.sync(zk, node).thenCombine(data.send(zk, node), (synced, found) -> found));
  }

  /**
   * The same, not older than anything that was there when it was asked for. A sync is not enough: a
   * leader that was put out while it stood still answers one by itself until it notices. A
   * transaction takes a quorum, and one that only checks the version changes nothing. That there is
   * no such node is believed without.
   *
   * @throws StoreUnavailableException when there was no answer in time
   */
  public Optional<StoredNode> newest(String path) throws InterruptedException {
    Deadline deadline = connection.requestDeadline();
    while (true) {
      Optional<StoredNode> found = latest(path);
      if (found.isEmpty() || isStillAt(path, found.get().version())) {
        return found;
      }
      if (deadline.isOver()) {
        throw StoreErrors.unavailable(path + " changed all the while", null);
      }
    }
  }

  private boolean isStillAt(String path, int version) throws InterruptedException {
    List<OpResult> results =
        read(path, (zk, node) -> Requests.multi(zk, List.of(Op.check(node, version))));
    return !(results.get(0) instanceof OpResult.ErrorResult);
  }

  /** A node's children, or nothing if there is no such node. */
  public Optional<List<String>> children(String path) throws InterruptedException {
    return read(path, Requests::getChildren);
  }

  /**
   * Asks until there is an answer or the time is over.
   *
   * @throws StoreUnavailableException when there was none in time
   */
  public <K, V> V read(K key, Request<K, V> request) throws InterruptedException {
    return read(key, request, connection.requestDeadline(), null);
  }

  private <K, V> V read(
      K key, Request<K, V> request, Deadline deadline, @Nullable KeeperException last)
      throws InterruptedException {
    try {
      return Repeated.untilAnswered(connection, deadline, zk -> request.send(handle(), key), last);
    } catch (KeeperException e) {
      throw StoreErrors.toModel(e);
    }
  }

  /** Sends a request now, whose answer is taken later. */
  public <K, V> Asked<K, V> ask(K key, Request<K, V> request) {
    return new Asked<>(
        this, key, request, request.send(handle(), key), connection.requestDeadline());
  }

  /** A request that is under way. */
  public static final class Asked<K, V> {
    private final Reads reads;
    private final K key;
    private final Request<K, V> request;
    private final CompletableFuture<V> sent;
    private final Deadline deadline;

    private Asked(
        Reads reads, K key, Request<K, V> request, CompletableFuture<V> sent, Deadline deadline) {
      this.reads = reads;
      this.key = key;
      this.request = request;
      this.sent = sent;
      this.deadline = deadline;
    }

    /** What was asked about. */
    K key() {
      return key;
    }

    /** The answer; asked for again if it got lost. */
    public V answer() throws InterruptedException {
      return reads.take(key, sent, deadline, request);
    }
  }

  /**
   * Asks for many, at most {@code window} at a time, and hands the answers over in order, on the
   * calling thread.
   */
  public <K, V, E extends Exception> void pipelined(
      Iterable<K> keys, int window, Request<K, V> request, Answer<K, V, E> answer)
      throws E, InterruptedException {
    Pipeline<K, V> pipeline = new Pipeline<>(this, keys.iterator(), window, request);
    while (pipeline.hasNext()) {
      Pipeline.Answered<K, V> next = pipeline.next();
      answer.accept(next.key(), next.value());
    }
  }

  /** The answer to a request that was sent; asked again if it got lost. */
  <K, V> V take(K key, CompletableFuture<V> sent, Deadline deadline, Request<K, V> request)
      throws InterruptedException {
    try {
      return Futures.await(sent, deadline);
    } catch (KeeperException e) {
      if (!StoreErrors.isLoss(e)) {
        throw StoreErrors.toModel(e);
      }
      // A limit of its own: whoever takes the answers may have been slow meanwhile.
      return read(key, request, connection.requestDeadline(), e);
    } catch (TimeoutException e) {
      throw StoreErrors.unavailable(
          "no answer from ZooKeeper at " + connection.connectString() + " in time", e);
    }
  }
}
