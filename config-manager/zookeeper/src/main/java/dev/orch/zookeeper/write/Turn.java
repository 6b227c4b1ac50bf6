package dev.orch.zookeeper.write;

import dev.orch.model.CorruptDataException;
import dev.orch.model.ProjectName;
import dev.orch.zookeeper.codec.HeadDocument;
import dev.orch.zookeeper.codec.WriterDocument;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Deadline;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoreErrors;
import dev.orch.zookeeper.connection.StoredNode;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/**
 * A writer's turn: the lock is held, {@code writer} was changed by a transaction that also made or
 * checked the lock's node, and head was read after that.
 *
 * @param settings of the project, asked for after that too
 * @param found what is below and in {@code revisions}, likewise
 */
record Turn(
    Writer writer,
    String lockNode,
    Fence fence,
    HeadDocument head,
    Reads.Asked<String, Optional<StoredNode>> settings,
    FoundRevisions found) {
  /**
   * What there is of revisions.
   *
   * @param names below {@code revisions}
   * @param index in it
   * @param writerBefore the version of {@code writer} that this turn found: the one with which the
   *     turn before ended
   */
  record FoundRevisions(
      Reads.Asked<String, Optional<List<String>>> names,
      Reads.Asked<String, Optional<StoredNode>> index,
      int writerBefore) {}

  /**
   * What is asked for behind the change of {@code writer}. Sent by the same session, it is answered
   * by a server that has carried the change out: no sync is needed for it, nor is the change waited
   * for before it is sent.
   */
  record Asked(
      Reads.Asked<String, Optional<StoredNode>> head,
      Reads.Asked<String, Optional<StoredNode>> settings,
      FoundRevisions found) {
    /**
     * Sends it.
     *
     * @param writerBefore the version that {@code writer} had before the change
     */
    static Asked send(Reads reads, ProjectLayout layout, int writerBefore) {
      return new Asked(
          reads.ask(layout.head(), Requests::getData),
          reads.ask(layout.settings(), Requests::getData),
          new FoundRevisions(
              reads.ask(layout.revisions(), Requests::getChildren),
              reads.ask(layout.revisions(), Requests::getData),
              writerBefore));
    }

    /** The turn of which the change is the beginning. */
    Turn begun(Writer writer, ProjectLayout layout, String lockNode, OpResult change)
        throws InterruptedException {
      if (!(change instanceof OpResult.SetDataResult done)) {
        throw new IllegalStateException("expected the stat of a changed znode, found " + change);
      }
      StoredNode node = head.answer().orElseThrow(() -> missing(layout.head()));
      return new Turn(
          writer,
          lockNode,
          new Fence(layout.writer(), done.getStat().getVersion(), layout.head(), node.version()),
          HeadDocument.read(layout.head(), node.data()),
          settings,
          found);
    }
  }

  /**
   * Waits for the lock and takes the turn; makes the project first if it is not there.
   *
   * @throws dev.orch.model.RefusedException when the lock was not free in time
   */
  static Turn take(
      Connection connection,
      ProjectName project,
      ProjectLayout layout,
      WriterDocument document,
      Duration lockWait)
      throws InterruptedException {
    Deadline until = Deadline.after(lockWait);
    WriterLock lock = WriterLock.of(project, layout, connection);
    boolean taken = false;
    try {
      Writer writer = new Writer(connection, lock.zk(), project, document);
      Optional<Turn> atOnce = new TurnAtOnce(writer, layout, lock).take();
      Turn turn =
          atOnce.isPresent() ? atOnce.get() : take(writer, layout, lock.acquire(document, until));
      taken = true;
      return turn;
    } finally {
      if (!taken) {
        lock.giveUp();
      }
    }
  }

  /** Changes {@code writer} while the lock's node is there, and reads what is live then. */
  private static Turn take(Writer writer, ProjectLayout layout, String lockNode)
      throws InterruptedException {
    Deadline deadline = writer.connection().requestDeadline();
    Reads reads = new Reads(writer.connection()).pinnedTo(writer.zk());
    while (true) {
      int before =
          reads.latest(layout.writer()).orElseThrow(() -> missing(layout.writer())).version();
      List<Op> ops = new ArrayList<>();
      ops.add(Op.check(lockNode, -1));
      ops.add(Op.setData(layout.writer(), writer.document().write(), before));
      CompletableFuture<List<OpResult>> change = Requests.multi(writer.zk(), ops);
      Asked asked = Asked.send(reads, layout, before);
      try {
        List<OpResult> results = writer.await(change, deadline);
        MultiResult.Failure failure = MultiResult.failure(results).orElse(null);
        if (failure == null) {
          return asked.begun(writer, layout, lockNode, results.get(1));
        }
        requireRepeatable(writer, failure, ops);
      } catch (KeeperException e) {
        if (!StoreErrors.isLoss(e)) {
          throw StoreErrors.toModel(e);
        }
        writer.awaitReconnected(deadline);
      }
    }
  }

  /** Another version means that an older writer settles its commit; it is read again. */
  private static void requireRepeatable(Writer writer, MultiResult.Failure failure, List<Op> ops) {
    if (failure.index() == 0) {
      throw writer.tookOver();
    }
    if (failure.code() != Code.BADVERSION) {
      throw writer.refused(new MultiResult.Failure(failure.index(), failure.code()), ops);
    }
  }

  private static CorruptDataException missing(String path) {
    return new CorruptDataException(path, "expected a znode, found none", null);
  }
}
