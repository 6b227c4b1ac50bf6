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
import org.jspecify.annotations.Nullable;

/**
 * A writer's turn: the lock is held, {@code writer} was changed by a transaction that also checked
 * the lock's node, and head was read after that.
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
   * Waits for the lock and takes the turn.
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
    WriterLock.Held lock =
        WriterLock.acquire(project, layout, connection, document, Deadline.after(lockWait));
    boolean taken = false;
    try {
      Writer writer = new Writer(connection, lock.zk(), project, document);
      Turn turn = take(writer, layout, lock);
      taken = true;
      return turn;
    } finally {
      if (!taken) {
        var unused = LockRelease.ofNode(connection, lock.zk(), lock.node());
      }
    }
  }

  /** Changes {@code writer} while the lock's node is there, and reads what is live then. */
  private static Turn take(Writer writer, ProjectLayout layout, WriterLock.Held lock)
      throws InterruptedException {
    Deadline deadline = writer.connection().requestDeadline();
    Reads reads = new Reads(writer.connection()).pinnedTo(writer.zk());
    Optional<StoredNode> known = lock.writer();
    while (true) {
      int before = (known.isPresent() ? known.get() : latestWriter(reads, layout)).version();
      known = Optional.empty();
      List<Op> ops = new ArrayList<>();
      ops.add(Op.check(lock.node(), -1));
      ops.add(Op.setData(layout.writer(), writer.document().write(), before));
      CompletableFuture<List<OpResult>> change = Requests.multi(writer.zk(), ops);
      // Sent behind it by the same session, these are answered by a server that has carried it
      // out: no sync is needed for them, nor is it waited for before they are sent.
      Reads.Asked<String, Optional<StoredNode>> head = reads.ask(layout.head(), Requests::getData);
      Reads.Asked<String, Optional<StoredNode>> settings =
          reads.ask(layout.settings(), Requests::getData);
      FoundRevisions found =
          new FoundRevisions(
              reads.ask(layout.revisions(), Requests::getChildren),
              reads.ask(layout.revisions(), Requests::getData),
              before);
      try {
        List<OpResult> results = writer.await(change, deadline);
        MultiResult.Failure failure = MultiResult.failure(results).orElse(null);
        if (failure == null && results.get(1) instanceof OpResult.SetDataResult done) {
          StoredNode node = head.answer().orElseThrow(() -> missing(layout.head()));
          return new Turn(
              writer,
              lock.node(),
              new Fence(
                  layout.writer(), done.getStat().getVersion(), layout.head(), node.version()),
              HeadDocument.read(layout.head(), node.data()),
              settings,
              found);
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
  private static void requireRepeatable(
      Writer writer, MultiResult.@Nullable Failure failure, List<Op> ops) {
    if (failure == null) {
      throw new IllegalStateException("expected the stat of a changed znode, found none");
    }
    if (failure.index() == 0) {
      throw writer.tookOver();
    }
    if (failure.code() != Code.BADVERSION) {
      throw writer.refused(new MultiResult.Failure(failure.index(), failure.code()), ops);
    }
  }

  private static StoredNode latestWriter(Reads reads, ProjectLayout layout)
      throws InterruptedException {
    return reads.latest(layout.writer()).orElseThrow(() -> missing(layout.writer()));
  }

  private static CorruptDataException missing(String path) {
    return new CorruptDataException(path, "expected a znode, found none", null);
  }
}
