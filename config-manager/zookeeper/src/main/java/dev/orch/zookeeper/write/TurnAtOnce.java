package dev.orch.zookeeper.write;

import dev.orch.zookeeper.connection.Deadline;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoreErrors;
import dev.orch.zookeeper.connection.StoredNode;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.data.Stat;

/**
 * Takes lock and turn in one transaction, where nobody else asks for the lock; else it is waited
 * for as usual. A transaction is a wait for the disks of a quorum, and most often nobody is there.
 *
 * <p>First {@code writer} is read, then who asks for the lock. Nobody does; then the transaction
 * asks for it and changes {@code writer} at the version that was read. Whoever had a turn meanwhile
 * has changed {@code writer}, and the transaction is refused. Whoever had one before has changed it
 * while its node stood in the queue, and was gone when the queue was read: with the reads the other
 * way round, its turn could fit in between and be taken from it. Whoever stands in the queue by now
 * without a turn has it first; then the change means nothing, since who has the lock reads {@code
 * writer} again when its own change is refused.
 */
final class TurnAtOnce {
  private final Writer writer;
  private final ProjectLayout layout;
  private final WriterLock lock;
  private final Reads reads;

  TurnAtOnce(Writer writer, ProjectLayout layout, WriterLock lock) {
    this.writer = writer;
    this.layout = layout;
    this.lock = lock;
    this.reads = new Reads(writer.connection()).pinnedTo(writer.zk());
  }

  /**
   * Tries it; makes the project first if it is not there. When it comes to nothing, the lock knows
   * whether it was asked for.
   */
  Optional<Turn> take() throws InterruptedException {
    OptionalInt before = writerIfFree();
    return before.isEmpty() ? Optional.empty() : take(before.getAsInt());
  }

  /** The version of {@code writer}, if nobody asked for the lock after it was read. */
  private OptionalInt writerIfFree() throws InterruptedException {
    while (true) {
      Reads.Asked<String, Optional<StoredNode>> known =
          reads.ask(layout.writer(), Requests::getData);
      Reads.Asked<String, Optional<List<String>>> names =
          reads.ask(layout.lock(), Requests::getChildren);
      Reads.Asked<String, Optional<Stat>> head =
          reads.ask(layout.head(), (zk, path) -> Requests.exists(zk, path, null));
      Optional<StoredNode> node = known.answer();
      List<String> asking = names.answer().orElse(List.of());
      if (head.answer().isEmpty()) {
        new ProjectCreation(writer.connection()).ensure(layout, writer.document());
      } else if (node.isEmpty() || !WriterLock.queue(asking).isEmpty()) {
        return OptionalInt.empty();
      } else {
        return OptionalInt.of(node.get().version());
      }
    }
  }

  private Optional<Turn> take(int before) throws InterruptedException {
    Deadline deadline = writer.connection().requestDeadline();
    byte[] document = writer.document().write();
    List<Op> ops =
        List.of(
            Op.create(
                lock.request(), document, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL_SEQUENTIAL),
            Op.setData(layout.writer(), document, before));
    CompletableFuture<List<OpResult>> change = Requests.multi(writer.zk(), ops);
    Reads.Asked<String, Optional<List<String>>> names =
        reads.ask(layout.lock(), Requests::getChildren);
    Turn.Asked asked = Turn.Asked.send(reads, layout, before);
    try {
      List<OpResult> results = writer.await(change, deadline);
      MultiResult.Failure failure = MultiResult.failure(results).orElse(null);
      if (failure != null) {
        requireConflict(failure, ops);
        return Optional.empty();
      }
      String node = pathOf(results.get(0));
      lock.entered(node);
      return lock.isFirst(names.answer().orElse(List.of()))
          ? Optional.of(asked.begun(writer, layout, node, results.get(1)))
          : Optional.empty();
    } catch (KeeperException e) {
      if (!StoreErrors.isLoss(e)) {
        throw StoreErrors.toModel(e);
      }
      lock.mayHaveEntered();
      return Optional.empty();
    }
  }

  private static String pathOf(OpResult made) {
    if (made instanceof OpResult.CreateResult created) {
      return created.getPath();
    }
    throw new IllegalStateException("expected the path of a znode, found " + made);
  }

  /** Someone else was faster, and nothing was done. */
  private void requireConflict(MultiResult.Failure failure, List<Op> ops) {
    if (failure.code() != Code.BADVERSION) {
      throw StoreErrors.toModel(
          KeeperException.create(failure.code(), ops.get(failure.index()).getPath()));
    }
  }
}
