package dev.orch.zookeeper.write;

import dev.orch.model.OutcomeUnknownException;
import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.zookeeper.connection.Deadline;
import dev.orch.zookeeper.connection.Futures;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoreErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * The one transaction that makes a revision live, sent once; and, when its reply is lost, the
 * questions that find out whether it was carried out.
 *
 * <p>First {@code writer} is changed at the fence's version. Whether that is done now or was
 * before, no late copy of the commit can succeed afterwards. Then a check of the attempt's node at
 * the version with which it was created is answered by the leader, never by a server that lags: it
 * holds, and nothing was committed; or it doesn't, and the commit took place.
 */
final class CommitTransaction {
  private static final int VERSION_AS_CREATED = 0;

  private final Writer writer;
  private final Fence fence;
  private final String revisionPath;
  private final String publishId;

  CommitTransaction(Writer writer, Fence fence, String revisionPath, String publishId) {
    this.writer = writer;
    this.fence = fence;
    this.revisionPath = revisionPath;
    this.publishId = publishId;
  }

  /** The revision that a rollback goes back to, as it was read while it was committed. */
  record Target(String path, int version, long number) {}

  /**
   * It is live.
   *
   * @param fence for what this writer does next, or null when it is not certain that it still is
   *     the writer
   */
  record Done(@Nullable Fence fence) {}

  /**
   * Commits.
   *
   * @param rollouts what is done for rollouts, so that head is never seen without them
   * @throws RefusedException when the server refused it: nothing is live
   * @throws StoreUnavailableException when it was not carried out, and never will be
   * @throws OutcomeUnknownException when that could not be found out in time
   */
  Done run(byte[] revisionData, byte[] headData, @Nullable Target target, List<Op> rollouts)
      throws InterruptedException {
    List<Op> ops = fence.checks();
    if (target != null) {
      ops.add(Op.check(target.path(), target.version()));
    }
    ops.add(Op.setData(revisionPath, revisionData, VERSION_AS_CREATED));
    ops.addAll(rollouts);
    ops.add(Op.setData(fence.headPath(), headData, fence.headVersion()));
    List<OpResult> results;
    try {
      results =
          Futures.await(Requests.multi(writer.zk(), ops), writer.connection().requestDeadline());
    } catch (KeeperException e) {
      if (!StoreErrors.isLoss(e)) {
        throw StoreErrors.toModel(e);
      }
      return settle(e);
    } catch (TimeoutException e) {
      return settle(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    MultiResult.failure(results).ifPresent(failure -> refuse(failure, ops, target));
    int headVersion =
        results.get(results.size() - 1) instanceof OpResult.SetDataResult head
            ? head.getStat().getVersion()
            : fence.headVersion() + 1;
    return new Done(fence.withHead(headVersion));
  }

  /** The commit is on its way; whoever interrupts now cannot be told what becomes of it. */
  private OutcomeUnknownException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new OutcomeUnknownException(publishId, e);
  }

  private void refuse(MultiResult.Failure failure, List<Op> ops, @Nullable Target target) {
    if (target != null && failure.index() == Fence.CHECKS) {
      throw new RefusedException(
          "revision " + target.number() + " was pruned meanwhile; nothing is live",
          "Choose a revision that is still kept.");
    }
    throw writer.refused(failure, ops);
  }

  private Done settle(Exception loss) throws InterruptedException {
    log().log(System.Logger.Level.INFO, "the reply to commit {0} was lost", publishId);
    Deadline deadline = writer.connection().requestDeadline();
    try {
      OptionalInt bumped = bump(deadline);
      if (wasCommitted(deadline)) {
        // Only head's next version can be what the commit made, as nobody else could.
        boolean stillWriter = bumped.isPresent() && writer.hasSession();
        return new Done(
            stillWriter
                ? fence.withWriter(bumped.getAsInt()).withHead(fence.headVersion() + 1)
                : null);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (TimeoutException | KeeperException | StoreUnavailableException e) {
      OutcomeUnknownException unknown = new OutcomeUnknownException(publishId, e);
      unknown.addSuppressed(loss);
      throw unknown;
    }
    throw writer.lost(loss);
  }

  /** The version that {@code writer} has by this change; nothing if it had another before. */
  private OptionalInt bump(Deadline deadline)
      throws KeeperException, TimeoutException, InterruptedException {
    while (true) {
      ZooKeeper zk = connected(deadline);
      try {
        return OptionalInt.of(
            Futures.await(
                    Requests.setData(
                        zk, fence.writerPath(), writer.document().write(), fence.writerVersion()),
                    deadline)
                .getVersion());
      } catch (KeeperException e) {
        if (e.code() == Code.BADVERSION) {
          return OptionalInt.empty();
        }
        rethrowUnlessLoss(e);
      }
    }
  }

  private boolean wasCommitted(Deadline deadline)
      throws KeeperException, TimeoutException, InterruptedException {
    Op check = Op.check(revisionPath, VERSION_AS_CREATED);
    while (true) {
      ZooKeeper zk = connected(deadline);
      try {
        List<OpResult> results =
            Futures.await(Requests.multi(zk, new ArrayList<>(List.of(check))), deadline);
        Code code = MultiResult.failure(results).map(MultiResult.Failure::code).orElse(Code.OK);
        return switch (code) {
          case OK -> false;
          case BADVERSION -> true;
          default -> throw KeeperException.create(code, revisionPath);
        };
      } catch (KeeperException e) {
        rethrowUnlessLoss(e);
      }
    }
  }

  private static void rethrowUnlessLoss(KeeperException e) throws KeeperException {
    if (!StoreErrors.isLoss(e)) {
      throw e;
    }
  }

  /** The handle of any session: these questions need no lock. */
  private ZooKeeper connected(Deadline deadline) throws TimeoutException, InterruptedException {
    if (!writer.connection().awaitConnected(deadline)) {
      throw new TimeoutException("not connected in time");
    }
    return writer.connection().handle();
  }

  /** Only when there is something to say; see ADR 29. */
  private static System.Logger log() {
    return System.getLogger(CommitTransaction.class.getName());
  }
}
