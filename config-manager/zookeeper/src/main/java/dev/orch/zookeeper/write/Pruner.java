package dev.orch.zookeeper.write;

import dev.orch.model.RefusedException;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionKind;
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
import java.util.Set;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/**
 * Takes away revisions beyond the retention, and what dead writers left.
 *
 * <p>A committed revision loses that state first, at the version with which it was read, so that
 * from then on no rollback can succeed; then go the bytes that nothing kept refers to. An attempt
 * that was never committed is deleted from below, its own node last and without its data being set,
 * since a writer that lost its commit's reply asks that node.
 */
final class Pruner {
  private final Writer writer;
  private final Fence fence;
  private final ProjectLayout project;
  private final Reads reads;
  private final KnownRevisions revisions;
  private final LiveContents contents;
  private final Set<RevisionName> ownAttempts;
  private final RolloutRemains rollouts;

  Pruner(
      Writer writer,
      Fence fence,
      ProjectLayout project,
      Reads reads,
      KnownRevisions revisions,
      LiveContents contents,
      Set<RevisionName> ownAttempts,
      RolloutRemains rollouts) {
    this.writer = writer;
    this.fence = fence;
    this.project = project;
    this.reads = reads;
    this.revisions = revisions;
    this.contents = contents;
    this.ownAttempts = Set.copyOf(ownAttempts);
    this.rollouts = rollouts;
  }

  /**
   * What was done.
   *
   * @param revisions that nothing can go back to any more, newest first
   * @param gone whose znodes are not there any more
   * @param changed whose znodes are others now
   */
  record Done(
      List<Long> revisions,
      int attempts,
      long znodesDeleted,
      Set<RevisionName> gone,
      List<RevisionSummary> changed) {}

  /**
   * Prunes.
   *
   * @param all revisions, newest first, as they are under this fence
   */
  Done prune(int keep, List<RevisionSummary> all) throws InterruptedException {
    List<RevisionSummary> kept = new ArrayList<>();
    List<RevisionSummary> victims = new ArrayList<>();
    List<RevisionSummary> pruned = new ArrayList<>();
    List<RevisionSummary> attempts = new ArrayList<>();
    for (RevisionSummary revision : all) {
      if (revision.state() instanceof RevisionSummary.Committed) {
        (kept.size() < keep ? kept : victims).add(revision);
      } else if (revision.state() instanceof RevisionSummary.Pruned) {
        pruned.add(revision);
      } else if (!ownAttempts.contains(revision.name())) {
        attempts.add(revision);
      }
    }
    long deleted = delete(rollouts.leftOver());
    Set<RevisionName> gone = new HashSet<>();
    List<RevisionSummary> changed = new ArrayList<>();
    if (!victims.isEmpty() || !pruned.isEmpty() || !attempts.isEmpty()) {
      References references = references(kept);
      // Of all victims first: a younger one may refer to bytes of an older one, and a rollback to
      // it must be impossible before those go.
      List<RevisionSummary> swept = new ArrayList<>();
      for (RevisionSummary victim : victims) {
        swept.add(takeCommittedStateAway(victim));
      }
      pruned.stream().filter(one -> mayHoldMore(one, references)).forEach(swept::add);
      for (RevisionSummary revision : swept) {
        deleted += sweep(revision, references, gone, changed);
      }
      for (RevisionSummary attempt : attempts) {
        gone.add(attempt.name());
        deleted += delete(new Subtree(reads, project).bottomUp(attempt.name()));
      }
    }
    return new Done(
        victims.stream().map(victim -> victim.name().number()).toList(),
        attempts.size(),
        deleted,
        gone,
        changed);
  }

  /** References only become fewer, so as long as they are as many, there is nothing to do. */
  private static boolean mayHoldMore(RevisionSummary revision, References references) {
    return revision.state() instanceof RevisionSummary.Pruned pruned
        && pruned.referenced() != references.countIn(revision.name());
  }

  /**
   * What revisions older than all kept ones are still needed for. A publish refers to what it wrote
   * and to what the revision before it referred to, nothing else; so the oldest kept revision, and
   * each rollback, which goes back further, say it for all others. Reading all manifests would make
   * every publish cost as much as the whole history.
   */
  private References references(List<RevisionSummary> kept) throws InterruptedException {
    List<RevisionName> named = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      boolean oldest = i == kept.size() - 1;
      if (oldest || isRollback(kept.get(i))) {
        named.add(kept.get(i).name());
      }
    }
    References references = new References(project, contents);
    for (RevisionInfo revision : revisions.infos(named)) {
      for (ComponentHead component : revision.components().values()) {
        references.add(component);
      }
    }
    for (ComponentHead state : rollouts.states()) {
      references.add(state);
    }
    return references;
  }

  private static boolean isRollback(RevisionSummary revision) {
    return revision.state() instanceof RevisionSummary.Committed committed
        && committed.kind() == RevisionKind.ROLLBACK;
  }

  /** The revision as it is by that. */
  private RevisionSummary takeCommittedStateAway(RevisionSummary victim)
      throws InterruptedException {
    return setData(victim, new RevisionDocument.Pruned(victim.bytesHeld(), -1));
  }

  private long sweep(
      RevisionSummary revision,
      References references,
      Set<RevisionName> gone,
      List<RevisionSummary> changed)
      throws InterruptedException {
    RevisionName name = revision.name();
    Subtree.Split split = new Subtree(reads, project).split(name, references);
    long deleted = delete(split.unreferenced());
    if (split.isEmpty()) {
      gone.add(name);
    } else {
      changed.add(
          setData(
              revision,
              new RevisionDocument.Pruned(references.bytesIn(name), references.countIn(name))));
    }
    return deleted;
  }

  private long delete(List<String> paths) throws InterruptedException {
    FencedBatches batches = new FencedBatches(writer, fence, (files, bytes) -> {});
    for (String path : paths) {
      batches.add(FencedBatches.Change.delete(path));
    }
    batches.flush();
    return batches.done();
  }

  /** Changes a revision's document at the version that it has; how it is by that. */
  private RevisionSummary setData(RevisionSummary revision, RevisionDocument document)
      throws InterruptedException {
    List<Op> ops = fence.checks();
    ops.add(Op.setData(project.revision(revision.name()), document.write(), revision.version()));
    RevisionSummary changed = RevisionSummary.of(revision.name(), revision.version() + 1, document);
    Deadline deadline = writer.connection().requestDeadline();
    boolean repeated = false;
    while (true) {
      try {
        MultiResult.Failure failure =
            MultiResult.failure(writer.await(Requests.multi(writer.zk(), ops), deadline))
                .orElse(null);
        if (failure == null) {
          return changed;
        }
        if (failure.index() == Fence.CHECKS && failure.code() == Code.BADVERSION) {
          // As long as the checks hold, nobody else writes here: then it was the one before.
          if (repeated) {
            return changed;
          }
          throw new RefusedException(
              "revision " + revision.name().number() + " was changed by someone else",
              "Look at who else writes this project, then prune again.");
        }
        throw writer.refused(failure, ops);
      } catch (KeeperException e) {
        if (!StoreErrors.isLoss(e)) {
          throw StoreErrors.toModel(e);
        }
        repeated = true;
        writer.awaitReconnected(deadline);
      }
    }
  }
}
