package dev.orch.publisher;

import dev.orch.model.ComponentName;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.layer.LayerScope;
import dev.orch.model.revision.Authorship;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.SourceCommit;
import dev.orch.model.revision.StorageUse;
import dev.orch.model.revision.WriteSession;
import dev.orch.publisher.guard.Guards;
import dev.orch.publisher.housekeeping.StorageWarnings;
import dev.orch.publisher.plan.ComponentStates;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.plan.Planner;
import dev.orch.publisher.provenance.Ancestry;
import dev.orch.publisher.scan.ComponentSelection;
import dev.orch.publisher.scan.DesiredTree;
import dev.orch.publisher.secrets.PlainSecrets;
import dev.orch.publisher.text.UnknownName;
import dev.orch.publisher.validate.ComponentValidators;
import dev.orch.publisher.verify.PublishedBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** One publish: plan without a lock, then again under it if someone else was faster. */
final class PublishRun {
  private final RevisionStore store;
  private final PublisherSettings settings;
  private final ProjectName project;
  private final DesiredTree tree;
  private final List<String> warnings = new ArrayList<>();
  private final Set<LayerName> validated = new HashSet<>();

  PublishRun(
      RevisionStore store, PublisherSettings settings, ProjectName project, DesiredTree tree) {
    this.store = store;
    this.settings = settings;
    this.project = project;
    this.tree = tree;
  }

  Plan plan(LiveProject live) throws InterruptedException {
    return plan(live, List.of());
  }

  private Plan plan(LiveProject live, Collection<LayerName> damaged) throws InterruptedException {
    requireKnownComponents(live);
    requireShared(live);
    Plan plan =
        Planner.plan(
            project,
            live.revision(),
            live.states().without(damaged),
            ComponentStates.of(tree.components()),
            tree.selection()::includes);
    validate(plan);
    return plan.warning(PlainSecrets.find(plan, tree));
  }

  /** Asks the validators of components that differ, once for each state of a component. */
  private void validate(Plan plan) throws InterruptedException {
    if (!settings.validators()) {
      return;
    }
    List<Problem> problems = new ArrayList<>();
    for (LayerName name : plan.components().keySet()) {
      if (tree.components().containsKey(name) && validated.add(name)) {
        try {
          problems.addAll(
              ComponentValidators.run(
                  project, name, tree.whole(name), tree.definition(name.component()).validators()));
        } catch (IOException e) {
          problems.add(new Problem(name.value(), "could not be validated: " + e.getMessage()));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          "validators of components in " + tree.location() + " refuse them", problems);
    }
  }

  private void requireKnownComponents(LiveProject live) {
    TreeSet<String> known = new TreeSet<>(tree.componentNames());
    known.addAll(live.states().componentNames());
    List<Problem> problems =
        UnknownName.problems(
            "component",
            tree.selection().named().stream().map(ComponentName::value).toList(),
            known);
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          "neither " + tree.location() + " nor project " + project + " has such a component",
          problems);
    }
  }

  /** What all projects share is not taken away because nobody said where it is. */
  private void requireShared(LiveProject live) {
    List<String> published =
        live.states().digests().keySet().stream()
            .filter(layer -> layer.scope() instanceof LayerScope.Shared)
            .filter(tree.selection()::includes)
            .map(LayerName::value)
            .toList();
    if (!published.isEmpty() && !tree.knowsShared()) {
      throw new RefusedException(
          "refused: project " + project + " has files that all projects share: " + published,
          "Give --base DIR, the directory of these files, or publish with --all-projects.");
    }
  }

  CommitResult publish(PublishRequest request, Committer committer, CommitProgress progress)
      throws InterruptedException {
    long started = committer.now();
    LiveProject seen = LiveProject.of(store, project);
    request.options().requireExpected(seen.revision());
    request.requirePinned(seen);
    Work work = work(request, seen);
    Plan plan = work.plan();
    plan.warnings().forEach(this::warn);
    work.damaged()
        .forEach(name -> warn("what was stored of " + name + " is damaged; it is written anew"));
    if (work.isNone()) {
      Guards guards = new Guards(request.allowed());
      guardContent(plan, guards);
      guards.refuseIfTripped();
      return new CommitResult.Unchanged(
          project, seen.revision(), warnings, committer.since(started));
    }
    Optional<SourceCommit> commit = request.history().commit(tree);
    if (request.options().dryRun()) {
      StorageUse use = use(seen, plan);
      guardStorage(guards(request, commit, plan), use);
      return new CommitResult.WouldCommit(plan, use, warnings, committer.since(started));
    }
    guardBefore(request, commit, plan, seen);
    return committer.commit(
        project,
        request.options(),
        started,
        warnings,
        progress,
        session -> prepare(request, commit, seen, work, session));
  }

  /** The live components that the tree is about and that are not what their manifests say. */
  private Collection<LayerName> damaged(PublishRequest request, LiveProject live)
      throws InterruptedException {
    return request.repair()
        ? PublishedBytes.damagedComponents(
            live.states(),
            name -> tree.selection().includes(name) && tree.components().containsKey(name))
        : List.of();
  }

  /**
   * What there is to do.
   *
   * @param damaged components that are written anew, changed or not
   */
  private record Work(Plan plan, Collection<LayerName> damaged) {
    boolean isNone() {
      return plan.isEmpty() && damaged.isEmpty();
    }
  }

  private Work work(PublishRequest request, LiveProject live) throws InterruptedException {
    Collection<LayerName> damaged = damaged(request, live);
    return new Work(plan(live, damaged), damaged);
  }

  private Optional<Committer.Prepared> prepare(
      PublishRequest request,
      Optional<SourceCommit> source,
      LiveProject seen,
      Work planned,
      WriteSession session)
      throws InterruptedException {
    LiveProject live = LiveProject.of(session);
    request.requirePinned(live);
    Work work = live.isSameAs(seen) ? planned : work(request, live);
    if (work.isNone()) {
      return Optional.empty();
    }
    Plan plan = work.plan();
    Authorship authorship = request.options().authorship(source.orElse(null));
    Commit commit =
        new Commit.Publish(
            everything(session),
            Set.copyOf(work.damaged()),
            authorship,
            request.options().rollout());
    StorageUse use = session.estimate(commit);
    Guards guards = guards(request, source, plan);
    guardStorage(guards, use);
    return Optional.of(
        new Committer.Prepared(plan, commit, use, by -> settings.keep(by.settings())));
  }

  /** The tree's components, and those live ones that it is not about. */
  private SortedMap<LayerName, FileTree> everything(WriteSession session)
      throws InterruptedException {
    SortedMap<LayerName, FileTree> components = new TreeMap<>(tree.components());
    for (LayerName live : session.head().components().keySet()) {
      if (!tree.selection().includes(live)) {
        components.put(live, session.tree(live));
      }
    }
    return components;
  }

  /** What the project holds is asked for where it matters: the writer will know it without. */
  private void guardBefore(
      PublishRequest request, Optional<SourceCommit> source, Plan plan, LiveProject seen)
      throws InterruptedException {
    Guards guards = guards(request, source, plan);
    if (guards.anyTripped() || !seen.exists()) {
      guardStorage(guards, use(seen, plan));
    }
  }

  /** Roughly: who else publishes meanwhile is not counted. */
  private StorageUse use(LiveProject seen, Plan plan) throws InterruptedException {
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
    StorageWarnings.ofProject(project, use.afterwards(), settings.projectLimit())
        .ifPresent(this::warn);
  }

  private void guardContent(Plan plan, Guards guards) {
    if (tree.isEmpty() && tree.selection().equals(ComponentSelection.ALL)) {
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
        warn(
            "the published "
                + published.get().id()
                + " is not in this repository: it is not"
                + " known whether the checkout is older");
      }
    }
  }

  private void warn(String warning) {
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }
}
