package dev.orch.zookeeper.write;

import dev.orch.zookeeper.connection.Deadline;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoreErrors;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/** A transaction behind a fence that cannot be done twice, sent again when its reply is lost. */
final class FencedTransaction {
  private final Writer writer;
  private final List<Op> ops;
  private CompletableFuture<List<OpResult>> sent;

  private FencedTransaction(Writer writer, List<Op> ops) {
    this.writer = writer;
    this.ops = ops;
    this.sent = Requests.multi(writer.zk(), ops);
  }

  /**
   * Sends it.
   *
   * @param changes of which one is on a znode at the version that it has
   */
  static FencedTransaction send(Writer writer, Fence fence, List<Op> changes) {
    List<Op> ops = fence.checks();
    ops.addAll(changes);
    return new FencedTransaction(writer, ops);
  }

  /**
   * Waits for it.
   *
   * @return false when the project is not as it was read
   * @throws dev.orch.model.RefusedException when another writer took over
   */
  boolean isDone() throws InterruptedException {
    Deadline deadline = writer.connection().requestDeadline();
    boolean repeated = false;
    while (true) {
      try {
        MultiResult.Failure failure =
            MultiResult.failure(writer.await(sent, deadline)).orElse(null);
        if (failure == null) {
          return true;
        }
        if (!isConflict(failure)) {
          throw writer.refused(failure, ops);
        }
        // As long as the checks hold, nobody else writes here: then it was the one before.
        return repeated;
      } catch (KeeperException e) {
        if (!StoreErrors.isLoss(e)) {
          throw StoreErrors.toModel(e);
        }
        repeated = true;
        writer.awaitReconnected(deadline);
        sent = Requests.multi(writer.zk(), ops);
      }
    }
  }

  private static boolean isConflict(MultiResult.Failure failure) {
    return failure.index() >= Fence.CHECKS
        && (failure.code() == Code.BADVERSION
            || failure.code() == Code.NONODE
            || failure.code() == Code.NOTEMPTY);
  }
}
