package dev.orch.zookeeper.write;

import dev.orch.model.RefusedException;
import dev.orch.zookeeper.codec.RevisionDocument;
import dev.orch.zookeeper.codec.RevisionSummary;
import dev.orch.zookeeper.connection.Deadline;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoreErrors;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RevisionName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/** Takes away of revisions what nothing refers to any more, and knows what became of them. */
final class RevisionSweep {
  private final Writer writer;
  private final Fence fence;
  private final ProjectLayout project;
  private final Reads reads;
  private final Set<RevisionName> gone = new HashSet<>();
  private final List<RevisionSummary> changed = new ArrayList<>();
  private long deleted;

  RevisionSweep(Writer writer, Fence fence, ProjectLayout project, Reads reads) {
    this.writer = writer;
    this.fence = fence;
    this.project = project;
    this.reads = reads;
  }

  /** Whose znodes are not there any more. */
  Set<RevisionName> gone() {
    return gone;
  }

  /** Whose znodes are there, but others. */
  List<RevisionSummary> changed() {
    return changed;
  }

  /** How many znodes were deleted. */
  long deleted() {
    return deleted;
  }

  /** An attempt that nobody will commit. */
  void remove(RevisionName attempt) throws InterruptedException {
    delete(new Subtree(reads, project).bottomUp(attempt));
    gone.add(attempt);
  }

  /**
   * Takes the committed state away, so that nothing can go back to it; its bytes are still there.
   *
   * @return the revision as it is by that
   */
  RevisionSummary takeCommittedStateAway(RevisionSummary victim) throws InterruptedException {
    RevisionDocument document = new RevisionDocument.Pruned(victim.bytesHeld(), -1);
    return change(victim, document);
  }

  private RevisionSummary change(RevisionSummary revision, RevisionDocument document)
      throws InterruptedException {
    if (!isDone(List.of(setData(revision, document)))) {
      throw new RefusedException(
          "revision " + revision.name().number() + " was changed by someone else",
          "Look at who else writes this project, then prune again.");
    }
    return RevisionSummary.of(revision.name(), revision.version() + 1, document);
  }

  /** The bytes of a revision whose committed state is away. */
  void sweep(RevisionSummary revision, References references) throws InterruptedException {
    sweep(revision, new Subtree(reads, project).split(revision.name(), references), references);
  }

  private void sweep(RevisionSummary revision, Subtree.Split split, References references)
      throws InterruptedException {
    delete(split.unreferenced());
    if (split.isEmpty()) {
      gone.add(revision.name());
      return;
    }
    changed.add(change(revision, rest(revision, references)));
  }

  /** Committed state and bytes together, in one transaction if they fit into one. */
  void prune(RevisionSummary victim, References references) throws InterruptedException {
    Subtree.Split split = new Subtree(reads, project).split(victim.name(), references);
    if (!FencedBatches.fitsIntoOne(split.unreferenced())
        || !isPrunedAtOnce(victim, split, references)) {
      sweep(takeCommittedStateAway(victim), split, references);
    }
  }

  private boolean isPrunedAtOnce(RevisionSummary victim, Subtree.Split split, References references)
      throws InterruptedException {
    String own = project.revision(victim.name());
    List<Op> ops = new ArrayList<>();
    split.unreferenced().stream()
        .filter(path -> !path.equals(own))
        .forEach(path -> ops.add(Op.delete(path, -1)));
    RevisionDocument rest = rest(victim, references);
    ops.add(split.isEmpty() ? Op.delete(own, victim.version()) : setData(victim, rest));
    if (!isDone(ops)) {
      return false;
    }
    deleted += split.unreferenced().size();
    if (split.isEmpty()) {
      gone.add(victim.name());
    } else {
      changed.add(RevisionSummary.of(victim.name(), victim.version() + 1, rest));
    }
    return true;
  }

  private static RevisionDocument rest(RevisionSummary revision, References references) {
    return new RevisionDocument.Pruned(
        references.bytesIn(revision.name()), references.countIn(revision.name()));
  }

  private Op setData(RevisionSummary revision, RevisionDocument document) {
    return Op.setData(project.revision(revision.name()), document.write(), revision.version());
  }

  /** Deletes these, children before parents. */
  void delete(List<String> paths) throws InterruptedException {
    FencedBatches batches = new FencedBatches(writer, fence, (files, bytes) -> {});
    for (String path : paths) {
      batches.add(FencedBatches.Change.delete(path));
    }
    batches.flush();
    deleted += batches.done();
  }

  /**
   * One transaction, of which the last operation is on the revision's own znode at the version that
   * it has.
   *
   * @return false when the project is not as it was read
   */
  private boolean isDone(List<Op> changes) throws InterruptedException {
    List<Op> ops = fence.checks();
    ops.addAll(changes);
    Deadline deadline = writer.connection().requestDeadline();
    boolean repeated = false;
    while (true) {
      try {
        Optional<MultiResult.Failure> failure =
            MultiResult.failure(writer.await(Requests.multi(writer.zk(), ops), deadline));
        if (failure.isEmpty()) {
          return true;
        }
        if (!isConflict(failure.get())) {
          throw writer.refused(failure.get(), ops);
        }
        // As long as the checks hold, nobody else writes here: then it was the one before.
        return repeated;
      } catch (KeeperException e) {
        if (!StoreErrors.isLoss(e)) {
          throw StoreErrors.toModel(e);
        }
        repeated = true;
        writer.awaitReconnected(deadline);
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
