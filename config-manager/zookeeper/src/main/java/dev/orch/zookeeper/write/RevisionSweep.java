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
import java.util.Optional;
import java.util.Set;
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
    if (!FencedTransaction.send(writer, fence, List.of(setData(revision, document))).isDone()) {
      throw changedByOthers(revision);
    }
    return RevisionSummary.of(revision.name(), revision.version() + 1, document);
  }

  static RefusedException changedByOthers(RevisionSummary revision) {
    return new RefusedException(
        "revision " + revision.name().number() + " was changed by someone else",
        "Look at who else writes this project, then prune again.");
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
    AtOnce atOnce = atOnce(victim, split, references).orElse(null);
    if (atOnce == null || !FencedTransaction.send(writer, fence, atOnce.ops()).isDone()) {
      sweep(takeCommittedStateAway(victim), split, references);
      return;
    }
    deleted += atOnce.deleted();
    changed.addAll(atOnce.left());
    if (atOnce.left().isEmpty()) {
      gone.add(victim.name());
    }
  }

  /**
   * What one transaction takes away.
   *
   * @param ops of which the last is on the victim's own znode at the version that it has
   * @param left the victim, if something of it stays
   */
  record AtOnce(RevisionSummary victim, List<Op> ops, long deleted, List<RevisionSummary> left) {
    AtOnce {
      ops = List.copyOf(ops);
      left = List.copyOf(left);
    }
  }

  /**
   * Committed state and bytes of a revision, if one transaction is enough for them.
   *
   * @param written all its znodes, children before parents
   */
  Optional<AtOnce> atOnce(RevisionSummary victim, List<String> written, References references) {
    return atOnce(victim, Subtree.split(victim.name(), written, references), references);
  }

  private Optional<AtOnce> atOnce(
      RevisionSummary victim, Subtree.Split split, References references) {
    if (!FencedBatches.fitsIntoOne(split.unreferenced())) {
      return Optional.empty();
    }
    String own = project.revision(victim.name());
    List<Op> ops = new ArrayList<>();
    split.unreferenced().stream()
        .filter(path -> !path.equals(own))
        .forEach(path -> ops.add(Op.delete(path, -1)));
    RevisionDocument rest = rest(victim, references);
    ops.add(split.isEmpty() ? Op.delete(own, victim.version()) : setData(victim, rest));
    return Optional.of(
        new AtOnce(
            victim,
            ops,
            split.unreferenced().size(),
            split.isEmpty()
                ? List.of()
                : List.of(RevisionSummary.of(victim.name(), victim.version() + 1, rest))));
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
}
