package dev.orch.zookeeper.write;

import dev.orch.model.OutcomeUnknownException;
import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.zookeeper.codec.RevisionDocument;
import dev.orch.zookeeper.connection.Deadline;
import dev.orch.zookeeper.connection.Futures;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoreErrors;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * The one transaction that makes a revision live; and, when its reply is lost, the questions that
 * find out whether it was carried out. It is sent right behind the last of the attempt, and checks
 * that this was done: a connection that is lost in between may lose the one and deliver the other.
 *
 * <p>When the reply is lost, the attempt's node is made if it is not there, by the same fence, so
 * that the last question has an answer. Then {@code writer} is changed at the fence's version.
 * Whether that is done now or was before, no late copy of the commit can succeed afterwards. Then a
 * check of the attempt's node at the version with which it was created is answered by the leader,
 * never by a server that lags: it holds, and nothing was committed; or it doesn't, and the commit
 * took place. If it did not, and the change of {@code writer} was this writer's own, it is still
 * its turn, and it commits once more.
 */
final class CommitTransaction {
  private final Writer writer;
  private Fence fence;
  private final String revisionPath;
  private final String publishId;

  /** Why the last reply was not heard. */
  private @Nullable Exception loss;

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
   * @param attempt of which the last may still have to be sent
   * @param rollouts what is done for rollouts, so that head is never seen without them
   * @throws RefusedException when the server refused it: nothing is live
   * @throws StoreUnavailableException when it was not carried out, and never will be
   * @throws OutcomeUnknownException when that could not be found out in time
   */
  Done run(
      FencedBatches attempt,
      byte[] revisionData,
      byte[] headData,
      @Nullable Target target,
      List<Op> rollouts)
      throws InterruptedException {
    Deadline until = writer.connection().requestDeadline();
    List<Op> sent = attempt.sendAll();
    while (true) {
      List<Op> ops = fence.checks();
      if (target != null) {
        ops.add(Op.check(target.path(), target.version()));
      }
      int ahead = ops.size();
      ops.addAll(sent);
      ops.add(Op.setData(revisionPath, revisionData, FencedBatches.VERSION_AS_CREATED));
      ops.addAll(rollouts);
      ops.add(Op.setData(fence.headPath(), headData, fence.headVersion()));
      Optional<List<OpResult>> results = answer(ops);
      if (results.isEmpty()) {
        Optional<Done> done = settle(until);
        if (done.isPresent()) {
          attempt.allDone();
          return done.get();
        }
        attempt.goOn(fence);
      } else {
        MultiResult.Failure failure = MultiResult.failure(results.get()).orElse(null);
        if (failure == null) {
          attempt.allDone();
          return new Done(fence.withHead(headVersion(results.get())));
        }
        // Otherwise it came over the next connection, and what it was sent behind was lost with
        // the last.
        if (!isOfAttempt(failure, ahead, sent.size())) {
          throw refused(failure, ops, target);
        }
      }
      attempt.flush();
      sent = List.of();
    }
  }

  /** Nothing if it was lost. */
  private Optional<List<OpResult>> answer(List<Op> commit) {
    try {
      return Optional.of(
          Futures.await(
              Requests.multi(writer.zk(), commit), writer.connection().requestDeadline()));
    } catch (KeeperException e) {
      if (!StoreErrors.isLoss(e)) {
        throw StoreErrors.toModel(e);
      }
      loss = e;
    } catch (TimeoutException e) {
      loss = e;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    return Optional.empty();
  }

  private static boolean isOfAttempt(MultiResult.Failure failure, int from, int count) {
    return failure.index() >= from
        && failure.index() < from + count
        && failure.code() == Code.NONODE;
  }

  private int headVersion(List<OpResult> results) {
    return results.get(results.size() - 1) instanceof OpResult.SetDataResult head
        ? head.getStat().getVersion()
        : fence.headVersion() + 1;
  }

  /** The commit is on its way; whoever interrupts now cannot be told what becomes of it. */
  private OutcomeUnknownException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new OutcomeUnknownException(publishId, e);
  }

  private RuntimeException refused(
      MultiResult.Failure failure, List<Op> ops, @Nullable Target target) {
    if (target != null && failure.index() == Fence.CHECKS) {
      return new RefusedException(
          "revision " + target.number() + " was pruned meanwhile; nothing is live",
          "Choose a revision that is still kept.");
    }
    return writer.refused(failure, ops);
  }

  /**
   * Finds out whether it was carried out.
   *
   * @return nothing if it was not, and never will be, and this writer may try again
   */
  private Optional<Done> settle(Deadline until) throws InterruptedException {
    log().log(System.Logger.Level.INFO, "the reply to commit {0} was lost", publishId);
    Deadline deadline = writer.connection().requestDeadline();
    OptionalInt bumped;
    boolean committed;
    try {
      ensureAttempt(deadline);
      bumped = bump(deadline);
      committed = wasCommitted(deadline);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (TimeoutException | KeeperException | StoreUnavailableException e) {
      throw unknown(e);
    }
    boolean stillWriter = bumped.isPresent() && writer.hasSession();
    if (committed) {
      // Only head's next version can be what the commit made, as nobody else could.
      return Optional.of(
          new Done(
              stillWriter
                  ? fence.withWriter(bumped.getAsInt()).withHead(fence.headVersion() + 1)
                  : null));
    }
    if (!stillWriter || until.isOver()) {
      throw writer.lost(loss);
    }
    fence = fence.withWriter(bumped.getAsInt());
    return Optional.empty();
  }

  private OutcomeUnknownException unknown(Exception e) {
    OutcomeUnknownException unknown = new OutcomeUnknownException(publishId, e);
    if (loss != null) {
      unknown.addSuppressed(loss);
    }
    return unknown;
  }

  /**
   * What was sent before the commit may be lost with it. Whether this makes the node, finds it
   * there, or is refused since someone else took over: nobody but the next writer takes it away. A
   * commit that is late still lacks what belongs to the node.
   */
  private void ensureAttempt(Deadline deadline)
      throws KeeperException, TimeoutException, InterruptedException {
    List<Op> ops = fence.checks();
    byte[] document = new RevisionDocument.Writing().write();
    ops.add(FencedBatches.Change.create(revisionPath, document, 0, 0).op());
    var unused = untilAnswered(deadline, zk -> Requests.multi(zk, ops));
  }

  /** The version that {@code writer} has by this change; nothing if it had another before. */
  private OptionalInt bump(Deadline deadline)
      throws KeeperException, TimeoutException, InterruptedException {
    byte[] document = writer.document().write();
    try {
      return OptionalInt.of(
          untilAnswered(
                  deadline,
                  zk -> Requests.setData(zk, fence.writerPath(), document, fence.writerVersion()))
              .getVersion());
    } catch (KeeperException e) {
      if (e.code() == Code.BADVERSION) {
        return OptionalInt.empty();
      }
      throw e;
    }
  }

  private boolean wasCommitted(Deadline deadline)
      throws KeeperException, TimeoutException, InterruptedException {
    List<Op> check = List.of(Op.check(revisionPath, FencedBatches.VERSION_AS_CREATED));
    List<OpResult> results = untilAnswered(deadline, zk -> Requests.multi(zk, check));
    Code code = MultiResult.failure(results).map(MultiResult.Failure::code).orElse(Code.OK);
    return switch (code) {
      case OK -> false;
      case BADVERSION -> true;
      default -> throw KeeperException.create(code, revisionPath);
    };
  }

  /** Over any session: these questions need no lock. */
  private <T> T untilAnswered(Deadline deadline, Function<ZooKeeper, CompletableFuture<T>> question)
      throws KeeperException, TimeoutException, InterruptedException {
    while (true) {
      if (!writer.connection().awaitConnected(deadline)) {
        throw new TimeoutException("not connected in time");
      }
      try {
        return Futures.await(question.apply(writer.connection().handle()), deadline);
      } catch (KeeperException e) {
        if (!StoreErrors.isLoss(e)) {
          throw e;
        }
      }
    }
  }

  /** Only when there is something to say; see ADR 29. */
  private static System.Logger log() {
    return System.getLogger(CommitTransaction.class.getName());
  }
}
