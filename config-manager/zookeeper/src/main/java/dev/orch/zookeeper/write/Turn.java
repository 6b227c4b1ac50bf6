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
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.jspecify.annotations.Nullable;

/**
 * A writer's turn: the lock is held, {@code writer} was changed by a transaction that also checked
 * the lock's node, and head was read after that.
 */
record Turn(Writer writer, String lockNode, Fence fence, HeadDocument head) {
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
      int writerVersion = fence(writer, layout, lock.node());
      StoredNode node = read(writer, layout.head());
      Fence fence = new Fence(layout.writer(), writerVersion, layout.head(), node.version());
      Turn turn =
          new Turn(writer, lock.node(), fence, HeadDocument.read(layout.head(), node.data()));
      taken = true;
      return turn;
    } finally {
      if (!taken) {
        var unused = LockRelease.ofNode(connection, lock.zk(), lock.node());
      }
    }
  }

  /** Changes {@code writer} while the lock's node is there; the version that it has by that. */
  private static int fence(Writer writer, ProjectLayout layout, String lockNode)
      throws InterruptedException {
    Deadline deadline = writer.connection().requestDeadline();
    while (true) {
      int before = read(writer, layout.writer()).version();
      List<Op> ops = new ArrayList<>();
      ops.add(Op.check(lockNode, -1));
      ops.add(Op.setData(layout.writer(), writer.document().write(), before));
      try {
        List<OpResult> results = writer.await(Requests.multi(writer.zk(), ops), deadline);
        MultiResult.Failure failure = MultiResult.failure(results).orElse(null);
        if (failure == null && results.get(1) instanceof OpResult.SetDataResult done) {
          return done.getStat().getVersion();
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

  /** The newest data, by this session. */
  private static StoredNode read(Writer writer, String path) throws InterruptedException {
    Reads reads = new Reads(writer.connection()).pinnedTo(writer.zk());
    reads.sync(path);
    return reads
        .data(path)
        .orElseThrow(() -> new CorruptDataException(path, "expected a znode, found none", null));
  }
}
