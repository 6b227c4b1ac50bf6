package dev.orch.zookeeper.write;

import dev.orch.model.RefusedException;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionKind;
import dev.orch.zookeeper.codec.RevisionDocument;
import dev.orch.zookeeper.connection.Deadline;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoreErrors;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RevisionName;
import dev.orch.zookeeper.read.RevisionReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final LiveContents contents;
  private final Set<RevisionName> ownAttempts;
  private final RolloutRemains rollouts;

  Pruner(
      Writer writer,
      Fence fence,
      ProjectLayout project,
      Reads reads,
      LiveContents contents,
      Set<RevisionName> ownAttempts,
      RolloutRemains rollouts) {
    this.writer = writer;
    this.fence = fence;
    this.project = project;
    this.reads = reads;
    this.contents = contents;
    this.ownAttempts = Set.copyOf(ownAttempts);
    this.rollouts = rollouts;
  }

  /**
   * What was done.
   *
   * @param touched revisions that went, or of which something did
   */
  record Done(
      List<Long> revisions, int attempts, long znodesDeleted, Collection<RevisionName> touched) {}

  /**
   * Prunes.
   *
   * @param entries all revisions, newest first, as they are under this fence
   */
  Done prune(int keep, List<RevisionReader.Entry> entries) throws InterruptedException {
    List<RevisionInfo> kept = new ArrayList<>();
    List<RevisionReader.Entry> victims = new ArrayList<>();
    List<RevisionReader.Entry> pruned = new ArrayList<>();
    List<RevisionReader.Entry> attempts = new ArrayList<>();
    for (RevisionReader.Entry entry : entries) {
      if (entry.document() instanceof RevisionDocument.Committed committed) {
        if (kept.size() < keep) {
          kept.add(committed.info());
        } else {
          victims.add(entry);
        }
      } else if (entry.document() instanceof RevisionDocument.Pruned) {
        pruned.add(entry);
      } else if (!ownAttempts.contains(entry.name())) {
        attempts.add(entry);
      }
    }
    long deleted = delete(rollouts.leftOver());
    if (victims.isEmpty() && pruned.isEmpty() && attempts.isEmpty()) {
      return new Done(List.of(), 0, deleted, List.of());
    }
    References references = references(kept);
    // Of all victims first: a younger one may refer to bytes of an older one, and a rollback to it
    // must be impossible before those go.
    Map<RevisionName, Integer> versions = new LinkedHashMap<>();
    for (RevisionReader.Entry victim : victims) {
      versions.put(victim.name(), takeCommittedStateAway(victim));
    }
    for (Map.Entry<RevisionName, Integer> victim : versions.entrySet()) {
      deleted += sweep(victim.getKey(), victim.getValue(), references);
    }
    Set<RevisionName> touched = new HashSet<>(versions.keySet());
    for (RevisionReader.Entry entry : pruned) {
      if (mayHoldMore(entry, references)) {
        touched.add(entry.name());
        deleted += sweep(entry.name(), entry.version(), references);
      }
    }
    for (RevisionReader.Entry attempt : attempts) {
      touched.add(attempt.name());
      deleted += delete(new Subtree(reads, project).bottomUp(attempt.name()));
    }
    return new Done(
        victims.stream().map(victim -> victim.name().number()).toList(),
        attempts.size(),
        deleted,
        touched);
  }

  /** References only become fewer, so as long as they are as many, there is nothing to do. */
  private static boolean mayHoldMore(RevisionReader.Entry entry, References references) {
    return entry.document() instanceof RevisionDocument.Pruned pruned
        && pruned.referenced() != references.countIn(entry.name());
  }

  /**
   * What revisions older than all kept ones are still needed for. A publish refers to what it wrote
   * and to what the revision before it referred to, nothing else; so the oldest kept revision, and
   * each rollback, which goes back further, say it for all others. Reading all manifests would make
   * every publish cost as much as the whole history.
   */
  private References references(List<RevisionInfo> kept) throws InterruptedException {
    References references = new References(project, contents);
    for (int i = 0; i < kept.size(); i++) {
      boolean oldest = i == kept.size() - 1;
      if (oldest || kept.get(i).kind() == RevisionKind.ROLLBACK) {
        for (ComponentHead component : kept.get(i).components().values()) {
          references.add(component);
        }
      }
    }
    for (ComponentHead state : rollouts.states()) {
      references.add(state);
    }
    return references;
  }

  private int takeCommittedStateAway(RevisionReader.Entry victim) throws InterruptedException {
    long held =
        victim.document() instanceof RevisionDocument.Committed committed
            ? committed.info().bytesAdded()
            : 0;
    return setData(victim.name(), victim.version(), new RevisionDocument.Pruned(held, -1));
  }

  private long sweep(RevisionName name, int version, References references)
      throws InterruptedException {
    Subtree.Split split = new Subtree(reads, project).split(name, references);
    long deleted = delete(split.unreferenced());
    if (split.isEmpty()) {
      return deleted;
    }
    setData(
        name,
        version,
        new RevisionDocument.Pruned(references.bytesIn(name), references.countIn(name)));
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

  /** Changes a revision's document at this version; the version that it has by that. */
  private int setData(RevisionName name, int version, RevisionDocument document)
      throws InterruptedException {
    List<Op> ops = fence.checks();
    ops.add(Op.setData(project.revision(name), document.write(), version));
    Deadline deadline = writer.connection().requestDeadline();
    boolean repeated = false;
    while (true) {
      try {
        MultiResult.Failure failure =
            MultiResult.failure(writer.await(Requests.multi(writer.zk(), ops), deadline))
                .orElse(null);
        if (failure == null) {
          return version + 1;
        }
        if (failure.index() == Fence.CHECKS && failure.code() == Code.BADVERSION) {
          // As long as the checks hold, nobody else writes here: then it was the one before.
          if (repeated) {
            return version + 1;
          }
          throw new RefusedException(
              "revision " + name.number() + " was changed by someone else",
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
