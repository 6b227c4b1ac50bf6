package dev.orch.zookeeper.write;

import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionKind;
import dev.orch.zookeeper.codec.RevisionSummary;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.layout.Location;
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
    /** By this transaction, which takes this revision away, and what others held for it. */
    static Done by(RevisionSummary victim, Removal removal) {
      return new Done(
          List.of(victim.name().number()), 0, removal.deleted(), removal.gone(), removal.changed());
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
   * What one transaction has to do to prune, which is not sent.
   *
   * @param victim the revision that goes
   */
  record AtOnce(RevisionSummary victim, Removal removal) {}

  /**
   * The same in one transaction: what most publishes have to prune, one revision more than are to
   * be kept. What that costs follows what differs between it and the next one. Nothing if there is
   * more to do, or it cannot be told like that.
   */
  Optional<AtOnce> atOnce(int keep, List<RevisionSummary> all) throws InterruptedException {
    Selection selection = select(keep, all);
    if (selection.victims().size() != 1
        || !selection.attempts().isEmpty()
        || selection.pruned().stream().anyMatch(RevisionSweep::isUnfinished)
        || !rollouts.leftOver().isEmpty()) {
      return Optional.empty();
    }
    RevisionSummary victim = selection.victims().get(0);
    List<RevisionName> named = named(selection.kept());
    named.add(victim.name());
    List<RevisionInfo> infos = revisions.infos(named);
    return areOfTheLine(infos.subList(0, infos.size() - 1))
        ? new NextRevision(project, reads, selection.pruned())
            .removal(victim, infos.get(infos.size() - 1), infos.get(infos.size() - 2))
            .filter(Removal::fitsIntoOne)
            .map(removal -> new AtOnce(victim, removal))
        : Optional.empty();
  }

  /**
   * Whether all that is kept refers to what the oldest kept revision refers to, and to what came
   * after it, nothing else. A rollback, or what a rollout may go back to, may be of a state that is
   * older than all kept revisions.
   *
   * @param kept rollbacks, and the oldest as the last
   */
  private boolean areOfTheLine(List<RevisionInfo> kept) throws InterruptedException {
    RevisionInfo oldest = kept.get(kept.size() - 1);
    Set<ComponentHead> states = new LinkedHashSet<>(rollouts.states());
    kept.forEach(revision -> states.addAll(revision.components().values()));
    states.removeAll(oldest.components().values());
    return states.stream()
        .allMatch(state -> Location.parse(state.location()).revision().number() > oldest.number());
  }

  private static void take(
      List<RevisionSummary> victims, RevisionSweep sweep, References references)
      throws InterruptedException {
    if (victims.size() == 1) {
      sweep.sweep(victims.get(0), references);
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
    References references = new References(project);
    for (ComponentHead state : states) {
      references.add(Location.parse(state.location()), contents.whole(state));
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
