package dev.orch.zookeeper.write;

import dev.orch.model.StoreUnavailableException;
import dev.orch.zookeeper.codec.RevisionIndexDocument;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.jspecify.annotations.Nullable;

/**
 * Ends a turn in one flight: takes away what is left to take away, leaves the next writer what this
 * one knew of all revisions, and gives the lock back behind that.
 */
final class TurnEnd {
  private final Writer writer;
  private final String lockNode;
  private final ProjectLayout project;

  TurnEnd(Turn turn, ProjectLayout project) {
    this.writer = turn.writer();
    this.lockNode = turn.lockNode();
    this.project = project;
  }

  /**
   * Ends it; what of it fails is done by the next connection, or not needed.
   *
   * @param fence null when this writer may have lost its turn
   */
  void end(@Nullable Fence fence, KnownRevisions revisions) {
    try {
      if (fence != null && writer.hasSession()) {
        leaveIndex(fence, revisions);
      }
    } finally {
      release();
    }
  }

  /**
   * The same with a last change, in the transaction that leaves the index.
   *
   * @param last of which one is on a znode at the version that it has
   * @param revisions as they are by the change
   * @return false when the project is not as it was read, and the change was not made
   */
  boolean end(Fence fence, List<Op> last, KnownRevisions revisions) throws InterruptedException {
    List<Op> changes = new ArrayList<>(last);
    revisions.index(fence.writerVersion()).ifPresent(index -> changes.add(leave(index)));
    FencedTransaction change;
    try {
      change = FencedTransaction.send(writer, fence, changes);
    } finally {
      release();
    }
    return change.isDone();
  }

  private Op leave(RevisionIndexDocument index) {
    return Op.setData(project.revisions(), index.write(), -1);
  }

  private void leaveIndex(Fence fence, KnownRevisions revisions) {
    try {
      revisions.index(fence.writerVersion()).ifPresent(index -> send(index, fence));
    } catch (StoreUnavailableException e) {
      withoutIndex(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Does not wait: an index that was not left, or not by the turn before, is not believed, and a
   * late copy fails at the fence.
   */
  private void send(RevisionIndexDocument index, Fence fence) {
    List<Op> ops = fence.checks();
    ops.add(leave(index));
    var unused =
        Requests.multi(writer.zk(), ops)
            .exceptionally(
                failure -> {
                  withoutIndex(failure);
                  return List.of();
                });
  }

  private static void withoutIndex(Throwable failure) {
    log().log(System.Logger.Level.DEBUG, "the next writer reads every revision", failure);
  }

  private void release() {
    CompletableFuture<?> release = LockRelease.ofNode(writer.connection(), writer.zk(), lockNode);
    try {
      var unused = writer.await(release, writer.connection().requestDeadline());
    } catch (KeeperException | StoreUnavailableException e) {
      log().log(System.Logger.Level.DEBUG, "the lock is given back at the next connection", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Only when there is something to say; see ADR 29. */
  private static System.Logger log() {
    return System.getLogger(TurnEnd.class.getName());
  }
}
