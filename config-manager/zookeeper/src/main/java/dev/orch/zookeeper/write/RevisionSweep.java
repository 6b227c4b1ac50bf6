package dev.orch.zookeeper.write;

import dev.orch.model.RefusedException;
import dev.orch.zookeeper.codec.RevisionDocument;
import dev.orch.zookeeper.codec.RevisionSummary;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RevisionName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.zookeeper.Op;

/** Takes away of revisions what nothing refers to any more, and knows what became of them. */
final class RevisionSweep {
  private static final long UNFINISHED = -1;

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
    return change(victim, new RevisionDocument.Pruned(victim.bytesHeld(), UNFINISHED));
  }

  private RevisionSummary change(RevisionSummary revision, RevisionDocument document)
      throws InterruptedException {
    Op setData =
        Op.setData(project.revision(revision.name()), document.write(), revision.version());
    if (!FencedTransaction.send(writer, fence, List.of(setData)).isDone()) {
      throw changedByOthers(revision);
    }
    return RevisionSummary.of(revision.name(), revision.version() + 1, document);
  }

  static RefusedException changedByOthers(RevisionSummary revision) {
    return new RefusedException(
        "revision " + revision.name().number() + " was changed by someone else",
        "Look at who else writes this project, then prune again.");
  }

  /**
   * Takes away what nothing refers to, and the committed state with it: in one transaction if it
   * fits into one. If it does not, the revision says meanwhile that this is not done.
   */
  void sweep(RevisionSummary revision, References references) throws InterruptedException {
    Subtree.Split split = new Subtree(reads, project).split(revision.name(), references);
    if (!sweepAtOnce(revision, split, references)) {
      sweepInSteps(
          isUnfinished(revision) ? revision : takeCommittedStateAway(revision), split, references);
    }
  }

  /** Whether a sweep of it was begun, and is not known to have come to its end. */
  static boolean isUnfinished(RevisionSummary revision) {
    return revision.state() instanceof RevisionSummary.Pruned pruned && pruned.referenced() < 0;
  }

  private boolean sweepAtOnce(RevisionSummary revision, Subtree.Split split, References references)
      throws InterruptedException {
    Removal removal = new Removal(project);
    add(removal, revision, split, references);
    if (!removal.fitsIntoOne() || !FencedTransaction.send(writer, fence, removal.ops()).isDone()) {
      return false;
    }
    deleted += removal.deleted();
    gone.addAll(removal.gone());
    changed.addAll(removal.changed());
    return true;
  }

  /** Adds everything of a revision that nothing refers to. */
  static void add(
      Removal removal, RevisionSummary revision, Subtree.Split split, References references) {
    if (split.isEmpty()) {
      removal.addWhole(revision, split.unreferenced());
    } else {
      removal.addPart(revision, split.unreferenced(), rest(revision, references));
    }
  }

  private void sweepInSteps(RevisionSummary revision, Subtree.Split split, References references)
      throws InterruptedException {
    delete(split.unreferenced());
    if (split.isEmpty()) {
      gone.add(revision.name());
      return;
    }
    changed.add(change(revision, rest(revision, references)));
  }

  private static RevisionDocument.Pruned rest(RevisionSummary revision, References references) {
    return new RevisionDocument.Pruned(
        references.bytesIn(revision.name()), references.countIn(revision.name()));
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
}
