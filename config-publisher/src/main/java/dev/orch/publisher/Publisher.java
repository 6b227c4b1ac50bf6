package dev.orch.publisher;

import dev.orch.model.ComponentName;
import dev.orch.model.Progress;
import dev.orch.model.ProjectName;
import dev.orch.model.layer.View;
import dev.orch.model.layer.Views;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.rollout.RolloutStore;
import dev.orch.model.store.Store;
import dev.orch.publisher.plan.PinnedPlan;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.plan.PlanPin;
import dev.orch.publisher.scan.ComponentSelection;
import dev.orch.publisher.scan.DesiredTree;
import dev.orch.publisher.verify.Verifier;
import dev.orch.publisher.verify.VerifyReport;
import java.util.Collection;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Changes what is live in a project: publish, rollback, clear. Each makes one new revision, or none
 * if nothing would differ. Also compares: plan, verify. Safe for use by several threads.
 *
 * <p>All methods may throw {@link dev.orch.model.StoreUnavailableException}, {@link
 * dev.orch.model.OutcomeUnknownException} and {@link dev.orch.model.CorruptDataException} as the
 * store does, and {@link dev.orch.model.RefusedException} when another writer held the project or
 * took it over.
 */
public final class Publisher {
  private final RevisionStore store;
  private final Supplier<RolloutStore> rollouts;
  private final Verifier verifier;
  private final PublisherSettings settings;
  private final Committer committer;

  /** Upon this store. */
  public Publisher(Store store, PublisherSettings settings) {
    this(store, settings, System::nanoTime);
  }

  Publisher(Store store, PublisherSettings settings, LongSupplier nanoTime) {
    this.store = store.revisions();
    this.rollouts = store::rollouts;
    this.verifier = new Verifier(store.instances());
    this.settings = settings;
    this.committer = new Committer(this.store, settings.lockWait(), nanoTime, store.events());
  }

  /**
   * What publishing this tree would change, without asking any guard. Writes nothing.
   *
   * @throws dev.orch.model.InvalidInputException when the tree was limited to a component that is
   *     neither in it nor live
   */
  public Plan plan(ProjectName project, DesiredTree tree) throws InterruptedException {
    return new PublishRun(store, settings, project, tree).plan(LiveProject.of(store, project));
  }

  /**
   * The same as {@link #plan}, with what it takes to carry out exactly this plan later.
   *
   * @throws dev.orch.model.InvalidInputException as {@link #plan} does
   */
  public PinnedPlan pin(ProjectName project, DesiredTree tree) throws InterruptedException {
    LiveProject live = LiveProject.of(store, project);
    return new PinnedPlan(
        new PublishRun(store, settings, project, tree).plan(live),
        PlanPin.of(project, live.projectId(), live.revision(), tree));
  }

  /**
   * Compares the tree with what is published in both directions, every published byte with its
   * digest, and what instances run with what is published. Writes nothing.
   *
   * @throws dev.orch.model.InvalidInputException as {@link #plan} does
   */
  public VerifyReport verify(ProjectName project, DesiredTree tree) throws InterruptedException {
    return verify(project, tree, Progress.NONE);
  }

  /**
   * The same, telling of each component how many of its published files are read.
   *
   * @throws dev.orch.model.InvalidInputException as {@link #plan} does
   */
  public VerifyReport verify(ProjectName project, DesiredTree tree, Progress progress)
      throws InterruptedException {
    LiveProject live = LiveProject.of(store, project);
    Plan plan = new PublishRun(store, settings, project, tree).plan(live);
    Views views = new Views(store, project);
    return verifier.verify(
        project,
        plan,
        live.states(),
        viewpoint -> views.of(live.heads(), viewpoint).map(View::digest),
        tree.selection(),
        progress);
  }

  /**
   * Makes the tree live. Components that the tree was not scanned for stay as they are.
   *
   * @throws dev.orch.model.InvalidInputException as {@link #plan} does
   * @throws dev.orch.model.RefusedException when a guard tripped, naming all that did and the
   *     options that allow it, when another plan comes out than the one asked for, or when the tree
   *     changed since it was scanned
   */
  public CommitResult publish(PublishRequest request, CommitProgress progress)
      throws InterruptedException {
    return new PublishRun(store, settings, request.project(), request.tree())
        .publish(request, committer, progress);
  }

  /**
   * Makes the state of an older revision live again, as a new revision.
   *
   * @throws dev.orch.model.InvalidInputException when there is no such project
   * @throws dev.orch.model.RefusedException when the revision is not kept, naming those that are
   */
  public CommitResult rollback(ProjectName project, long revision, CommitOptions options)
      throws InterruptedException {
    Rollback rollback = new Rollback(store, project, revision, options, this::keep);
    return StoredChange.run(store, committer, project, options, rollback);
  }

  /**
   * Makes live again what was stable before the rollout of this component, as a new revision.
   *
   * @throws dev.orch.model.InvalidInputException when there is no such project
   * @throws dev.orch.model.RefusedException when no rollout is under way
   */
  public CommitResult abort(ProjectName project, ComponentName component, CommitOptions options)
      throws InterruptedException {
    RolloutAbort abort =
        new RolloutAbort(store, rollouts.get(), project, component, options, this::keep);
    return StoredChange.run(store, committer, project, options, abort);
  }

  /**
   * Takes all components out of the project, and its older revisions with them: it cannot be gone
   * back on.
   *
   * @throws dev.orch.model.InvalidInputException when there is no such project
   */
  public CommitResult clear(ProjectName project, CommitOptions options)
      throws InterruptedException {
    return clear(project, ComponentSelection.ALL, options);
  }

  /**
   * Takes these components out of the project; older revisions stay.
   *
   * @throws dev.orch.model.InvalidInputException when there is no such project or component
   */
  public CommitResult clear(
      ProjectName project, Collection<ComponentName> components, CommitOptions options)
      throws InterruptedException {
    ComponentSelection selection = ComponentSelection.of(components);
    if (selection.isAll()) {
      throw new IllegalArgumentException("expected at least one component to clear");
    }
    return clear(project, selection, options);
  }

  private CommitResult clear(
      ProjectName project, ComponentSelection selection, CommitOptions options)
      throws InterruptedException {
    Clear clear = new Clear(store, project, selection, options, this::keep);
    return StoredChange.run(store, committer, project, options, clear);
  }

  private int keep(WriteSession session) throws InterruptedException {
    return settings.keep(session.settings());
  }
}
