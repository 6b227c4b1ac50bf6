package dev.orch.publisher;

import dev.orch.model.ProjectName;
import dev.orch.model.revision.Authorship;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.SourceCommit;
import dev.orch.model.revision.StorageUse;
import dev.orch.publisher.guard.Guards;
import dev.orch.publisher.housekeeping.StorageWarnings;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.provenance.Ancestry;
import dev.orch.publisher.scan.DesiredTree;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The guards of one publish. Each method refuses with everything that tripped.
 *
 * @param warn told of what is let through, but worth knowing
 */
record PublishGuards(
    RevisionStore store,
    PublisherSettings settings,
    ProjectName project,
    DesiredTree tree,
    Consumer<String> warn) {

  /** Of a tree in which nothing differs. */
  void requireContent(PublishRequest request, Plan plan) {
    Guards guards = new Guards(request.allowed());
    guardContent(plan, guards);
    guards.refuseIfTripped();
  }

  /**
   * Before the right to write is asked for. What the project holds is asked for where it matters:
   * the writer will know it without.
   */
  void requireBefore(
      PublishRequest request, Optional<SourceCommit> source, Plan plan, LiveProject seen)
      throws InterruptedException {
    Guards guards = guards(request, source, plan);
    if (guards.anyTripped() || !seen.exists()) {
      guardStorage(guards, use(seen, plan));
    }
  }

  /** All of them. */
  void require(PublishRequest request, Optional<SourceCommit> source, Plan plan, StorageUse use)
      throws InterruptedException {
    guardStorage(guards(request, source, plan), use);
  }

  /** Roughly: who else publishes meanwhile is not counted. */
  StorageUse use(LiveProject seen, Plan plan) throws InterruptedException {
    return new StorageUse(seen.exists() ? store.bytesHeld(project) : 0, plan.bytesToWrite());
  }

  private Guards guards(PublishRequest request, Optional<SourceCommit> source, Plan plan)
      throws InterruptedException {
    Guards guards = new Guards(request.allowed());
    guardContent(plan, guards);
    if (source.isPresent()) {
      guardAgainstStale(request, source.get(), plan.baseRevision(), guards);
    }
    return guards;
  }

  /** Refuses with everything that tripped. */
  private void guardStorage(Guards guards, StorageUse use) {
    guards.projectLimit(use, settings.projectLimit());
    guards.refuseIfTripped();
    StorageWarnings.ofProject(project, use.afterwards(), settings.projectLimit()).ifPresent(warn);
  }

  private void guardContent(Plan plan, Guards guards) {
    if (tree.isEmpty() && tree.selection().isAll()) {
      // That everything goes then need not be said, nor allowed, once for each component.
      guards.emptyTree(tree.location());
    } else {
      guards.removals(plan);
    }
  }

  private void guardAgainstStale(
      PublishRequest request, SourceCommit checkout, long liveRevision, Guards guards)
      throws InterruptedException {
    Optional<SourceCommit> published =
        store
            .revision(project, liveRevision)
            .map(RevisionInfo::authorship)
            .flatMap(Authorship::source);
    if (published.isPresent()) {
      Ancestry relation = request.history().relationTo(published.get());
      if (relation == Ancestry.OLDER) {
        guards.staleCheckout(checkout, published.get());
      } else if (relation == Ancestry.UNKNOWN) {
        warn.accept(
            "the published "
                + published.get().id()
                + " is not in this repository: it is not"
                + " known whether the checkout is older");
      }
    }
  }
}
