package dev.orch.zookeeper.write;

import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.zookeeper.codec.WriterDocument;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Deadline;
import dev.orch.zookeeper.connection.Futures;
import dev.orch.zookeeper.connection.StoreErrors;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * One writer's session: the handle that holds its lock. It never moves to another session, since
 * the lock would not come along.
 */
final class Writer {
  private final Connection connection;
  private final ZooKeeper zk;
  private final ProjectName project;
  private final WriterDocument document;

  /** Whether a commit of this session is live, and what it does now is to tidy up. */
  private boolean committed;

  Writer(Connection connection, ZooKeeper zk, ProjectName project, WriterDocument document) {
    this.connection = connection;
    this.zk = zk;
    this.project = project;
    this.document = document;
  }

  Connection connection() {
    return connection;
  }

  ZooKeeper zk() {
    return zk;
  }

  /** What {@code writer} and the lock's node say of it. */
  WriterDocument document() {
    return document;
  }

  /** Whether the session that holds the lock is still the current one. */
  boolean hasSession() {
    return zk.getState().isAlive() && connection.handle() == zk;
  }

  /**
   * Waits until this session has a server again.
   *
   * @throws StoreUnavailableException when it has not in time, or is over
   */
  void awaitReconnected(Deadline deadline) throws InterruptedException {
    if (!connection.awaitConnected(deadline) || !hasSession()) {
      throw lost(null);
    }
  }

  /** From now on until {@link #committed}, whatever fails means that nothing is live. */
  void committing() {
    committed = false;
  }

  void committed() {
    committed = true;
  }

  private String consequence() {
    return committed ? "" : "; nothing is live";
  }

  /** Not of a commit that may have been carried out. */
  StoreUnavailableException lost(@Nullable Throwable cause) {
    return StoreErrors.unavailable(
        "ZooKeeper was lost while project " + project + " was being written" + consequence(),
        cause);
  }

  RefusedException tookOver() {
    return new RefusedException(
        "another writer took over project " + project + consequence(),
        "Look at what is live now, then start again.");
  }

  /**
   * The answer to one request.
   *
   * @throws StoreUnavailableException when there was none in time
   */
  <T> T await(CompletableFuture<T> request, Deadline deadline)
      throws KeeperException, InterruptedException {
    try {
      return Futures.await(request, deadline);
    } catch (TimeoutException e) {
      throw lost(e);
    }
  }

  /** What a refused transaction means, when it is not something that can be repeated. */
  RuntimeException refused(MultiResult.Failure failure, List<Op> ops) {
    if (failure.index() < Fence.CHECKS
        && (failure.code() == Code.BADVERSION || failure.code() == Code.NONODE)) {
      return tookOver();
    }
    String path = ops.get(failure.index()).getPath();
    return StoreErrors.toModel(KeeperException.create(failure.code(), path));
  }

  /** The same for results, if they are a failure. */
  void requireDone(List<OpResult> results, List<Op> ops) {
    MultiResult.failure(results)
        .ifPresent(
            failure -> {
              throw refused(failure, ops);
            });
  }
}
