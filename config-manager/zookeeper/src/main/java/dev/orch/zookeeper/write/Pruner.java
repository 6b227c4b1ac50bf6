package dev.orch.zookeeper.write;

import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionKind;
import dev.orch.zookeeper.codec.RevisionSummary;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RevisionName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
      List<RevisionSummary> changed) {
    /** By this transaction. */
    static Done by(RevisionSweep.AtOnce change) {
      RevisionName victim = change.victim().name();
      return new Done(
          List.of(victim.number()),
          0,
          change.deleted(),
          change.left().isEmpty() ? Set.of(victim) : Set.of(),
          change.left());
    }
  }

  /** Revisions by what becomes of them, each newest first. */
  private record Selection(
      List<RevisionSummary> kept,
      List<RevisionSummary> victims,
      List<RevisionSummary> pruned,
      List<RevisionSummary> attempts) {
    boolean hasNothingToTake() {
      return victims.isEmpty() && pruned.isEmpty() && attempts.isEmpty();
    }
  }

  private Selection select(int keep, List<RevisionSummary> all) {
    Selection selection =
        new Selection(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (RevisionSummary revision : all) {
      if (revision.state() instanceof RevisionSummary.Committed) {
        (selection.kept().size() < keep ? selection.kept() : selection.victims()).add(revision);
      } else if (revision.state() instanceof RevisionSummary.Pruned) {
        selection.pruned().add(revision);
      } else if (!ownAttempts.contains(revision.name())) {
        selection.attempts().add(revision);
      }
    }
    return selection;
  }

  /**
   * Prunes.
   *
   * @param all revisions, newest first, as they are under this fence
   */
  Done prune(int keep, List<RevisionSummary> all) throws InterruptedException {
    Selection selection = select(keep, all);
    RevisionSweep sweep = new RevisionSweep(writer, fence, project, reads);
    sweep.delete(rollouts.leftOver());
    if (!selection.hasNothingToTake()) {
      References references = references(selection.kept());
      take(selection.victims(), sweep, references);
      for (RevisionSummary revision : selection.pruned()) {
        if (mayHoldMore(revision, references)) {
          sweep.sweep(revision, references);
        }
      }
      for (RevisionSummary attempt : selection.attempts()) {
        sweep.remove(attempt.name());
      }
    }
    return new Done(
        selection.victims().stream().map(victim -> victim.name().number()).toList(),
        selection.attempts().size(),
        sweep.deleted(),
        sweep.gone(),
        sweep.changed());
  }

  /**
   * The same in one transaction, which is not sent: what most publishes have to prune, one revision
   * of which others hold what they need. Nothing if that is not so.
   */
  Optional<RevisionSweep.AtOnce> atOnce(int keep, List<RevisionSummary> all)
      throws InterruptedException {
    Selection selection = select(keep, all);
    if (selection.victims().size() != 1
        || !selection.attempts().isEmpty()
        || !rollouts.leftOver().isEmpty()) {
      return Optional.empty();
    }
    RevisionSummary victim = selection.victims().get(0);
    List<RevisionName> named = named(selection.kept());
    named.add(victim.name());
    List<RevisionInfo> infos = revisions.infos(named);
    References references = references(selection.kept());
    if (selection.pruned().stream().anyMatch(revision -> mayHoldMore(revision, references))) {
      return Optional.empty();
    }
    List<String> written = WrittenNodes.bottomUp(reads, project, infos.get(infos.size() - 1));
    return new RevisionSweep(writer, fence, project, reads).atOnce(victim, written, references);
  }

  private static void take(
      List<RevisionSummary> victims, RevisionSweep sweep, References references)
      throws InterruptedException {
    if (victims.size() == 1) {
      sweep.prune(victims.get(0), references);
      return;
    }
    // The committed state of all first: a younger one may refer to bytes of an older one, and a
    // rollback to it must be impossible before those go.
    List<RevisionSummary> without = new ArrayList<>();
    for (RevisionSummary victim : victims) {
      without.add(sweep.takeCommittedStateAway(victim));
    }
    for (RevisionSummary victim : without) {
      sweep.sweep(victim, references);
    }
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
    Set<ComponentHead> states = new LinkedHashSet<>(rollouts.states());
    revisions.infos(named(kept)).forEach(revision -> states.addAll(revision.components().values()));
    contents.know(states);
    References references = new References(project, contents);
    for (ComponentHead state : states) {
      references.add(state);
    }
    return references;
  }

  /** The oldest, and each rollback. */
  private static List<RevisionName> named(List<RevisionSummary> kept) {
    List<RevisionName> named = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      boolean oldest = i == kept.size() - 1;
      if (oldest || isRollback(kept.get(i))) {
        named.add(kept.get(i).name());
      }
    }
    return named;
  }

  private static boolean isRollback(RevisionSummary revision) {
    return revision.state() instanceof RevisionSummary.Committed committed
        && committed.kind() == RevisionKind.ROLLBACK;
  }
}
