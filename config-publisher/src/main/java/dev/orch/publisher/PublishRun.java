package dev.orch.publisher;

import dev.orch.model.ComponentName;
import dev.orch.model.CorruptDataException;
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
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.SourceCommit;
import dev.orch.model.revision.StorageUse;
import dev.orch.model.revision.WriteSession;
import dev.orch.publisher.plan.ComponentStates;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.plan.Planner;
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
  private final PublishGuards guards;

  PublishRun(
      RevisionStore store, PublisherSettings settings, ProjectName project, DesiredTree tree) {
    this.store = store;
    this.settings = settings;
    this.project = project;
    this.tree = tree;
    this.guards = new PublishGuards(store, settings, project, tree, this::warn);
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

  /** Asks the validators of components that differ; not again once they let a component pass. */
  private void validate(Plan plan) throws InterruptedException {
    if (!settings.validators()) {
      return;
    }
    List<Problem> problems = new ArrayList<>();
    for (LayerName name : plan.components().keySet()) {
      if (tree.components().containsKey(name) && !validated.contains(name)) {
        try {
          List<Problem> found =
              ComponentValidators.run(
                  project, name, tree.whole(name), tree.definition(name.component()).validators());
          if (found.isEmpty()) {
            validated.add(name);
          }
          problems.addAll(found);
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
    Decision decision = decide(request);
    if (decision instanceof Decision.Nothing nothing) {
      return new CommitResult.Unchanged(
          project, nothing.revision(), warnings, committer.since(started));
    }
    if (decision instanceof Decision.DryRun dryRun) {
      return new CommitResult.WouldCommit(
          dryRun.plan(), dryRun.use(), warnings, committer.since(started));
    }
    Decision.Begin begin = (Decision.Begin) decision;
    return committer.commit(
        project,
        request.options(),
        started,
        warnings,
        progress,
        session -> prepare(request, begin, session));
  }

  /** What is to be done, as far as that can be told without the right to write. */
  private sealed interface Decision {
    /** Nothing differs from this revision. */
    record Nothing(long revision) implements Decision {}

    /** It was not to be done. */
    record DryRun(Plan plan, StorageUse use) implements Decision {}

    /** The right to write is to be asked for. */
    record Begin(LiveProject seen, Work work, Optional<SourceCommit> source) implements Decision {}
  }

  /**
   * By the head that the nearest server knows, which is most often the newest one: asking a quorum
   * costs as much as a write. Whoever gets the right to write is told the newest anyway; whatever
   * else came out is believed only once a quorum says that the head is still that one.
   */
  private Decision decide(PublishRequest request) throws InterruptedException {
    LiveProject recent = LiveProject.recent(store, project);
    try {
      Decision decision = decide(request, recent);
      if (decision instanceof Decision.Begin || isNewest(recent)) {
        return decision;
      }
    } catch (RefusedException | InvalidInputException | CorruptDataException e) {
      if (isNewest(recent)) {
        throw e;
      }
    }
    warnings.clear();
    return decide(request, LiveProject.of(store, project));
  }

  private boolean isNewest(LiveProject recent) throws InterruptedException {
    return LiveProject.of(store, project).isSameAs(recent);
  }

  private Decision decide(PublishRequest request, LiveProject seen) throws InterruptedException {
    request.options().requireExpected(seen.revision());
    request.requirePinned(seen);
    Work work = work(request, seen);
    Plan plan = work.plan();
    plan.warnings().forEach(this::warn);
    work.damaged()
        .forEach(name -> warn("what was stored of " + name + " is damaged; it is written anew"));
    if (work.isNone()) {
      guards.requireContent(request, plan);
      return new Decision.Nothing(seen.revision());
    }
    Optional<SourceCommit> source = request.history().commit(tree);
    if (request.options().dryRun()) {
      StorageUse use = guards.use(seen, plan);
      guards.require(request, source, plan, use);
      return new Decision.DryRun(plan, use);
    }
    guards.requireBefore(request, source, plan, seen);
    return new Decision.Begin(seen, work, source);
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
      PublishRequest request, Decision.Begin begun, WriteSession session)
      throws InterruptedException {
    LiveProject live = LiveProject.of(session);
    request.requirePinned(live);
    Work work = live.isSameAs(begun.seen()) ? begun.work() : work(request, live);
    if (work.isNone()) {
      return Optional.empty();
    }
    Plan plan = work.plan();
    Authorship authorship = request.options().authorship(begun.source().orElse(null));
    Commit commit =
        new Commit.Publish(
            everything(session),
            Set.copyOf(work.damaged()),
            authorship,
            request.options().rollout());
    StorageUse use = session.estimate(commit);
    guards.require(request, begun.source(), plan, use);
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

  private void warn(String warning) {
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }
}
