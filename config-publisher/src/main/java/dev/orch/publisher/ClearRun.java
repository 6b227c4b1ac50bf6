package dev.orch.publisher;

import dev.orch.model.ComponentName;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.revision.Authorship;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.SourceCommit;
import dev.orch.model.revision.StorageUse;
import dev.orch.model.revision.WriteSession;
import dev.orch.publisher.plan.ComponentStates;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.plan.Planner;
import dev.orch.publisher.text.UnknownName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes components, or all of them, out of a project. */
final class ClearRun {
  private final RevisionStore store;
  private final PublisherSettings settings;
  private final Committer committer;

  ClearRun(RevisionStore store, PublisherSettings settings, Committer committer) {
    this.store = store;
    this.settings = settings;
    this.committer = committer;
  }

  CommitResult clear(ProjectName project, CommitOptions options) throws InterruptedException {
    // One revision is kept, the one that clears; so the bytes of all others go.
    return run(
        project,
        options,
        new TreeSet<>(),
        1,
        session -> new Commit.Clear(authorship(options, null)));
  }

  CommitResult clear(
      ProjectName project, Collection<ComponentName> components, CommitOptions options)
      throws InterruptedException {
    SortedSet<ComponentName> gone = new TreeSet<>(components);
    if (gone.isEmpty()) {
      throw new IllegalArgumentException("expected at least one component to clear");
    }
    return run(
        project,
        options,
        gone,
        settings.retention(),
        session ->
            new Commit.Publish(
                without(gone, session), authorship(options, liveSource(project, session))));
  }

  @FunctionalInterface
  private interface CommitMaker {
    Commit make(WriteSession session) throws InterruptedException;
  }

  private CommitResult run(
      ProjectName project,
      CommitOptions options,
      SortedSet<ComponentName> named,
      int keep,
      CommitMaker maker)
      throws InterruptedException {
    long started = committer.now();
    Head head = LiveProject.existing(store, project);
    options.requireExpected(head.revision());
    requireKnown(project, named, head);
    Plan plan = plan(project, LiveProject.of(store, project), named);
    if (plan.isEmpty()) {
      return new CommitResult.Unchanged(
          project, head.revision(), List.of(), committer.since(started));
    }
    if (options.dryRun()) {
      StorageUse use = new StorageUse(store.bytesHeld(project), 0);
      return new CommitResult.WouldCommit(plan, use, List.of(), committer.since(started));
    }
    return committer.commit(
        project,
        options,
        started,
        List.of(),
        CommitProgress.NONE,
        session -> {
          Plan now = plan(project, LiveProject.of(session), named);
          if (now.isEmpty()) {
            return Optional.empty();
          }
          Commit commit = maker.make(session);
          return Optional.of(new Committer.Prepared(now, commit, session.estimate(commit), keep));
        });
  }

  private static Plan plan(ProjectName project, LiveProject live, SortedSet<ComponentName> named)
      throws InterruptedException {
    return Planner.plan(
        project,
        live.revision(),
        live.states(),
        ComponentStates.of(new TreeMap<>()),
        component -> named.isEmpty() || named.contains(component));
  }

  private static void requireKnown(ProjectName project, SortedSet<ComponentName> named, Head head) {
    List<String> known = head.components().keySet().stream().map(ComponentName::value).toList();
    List<Problem> problems =
        named.stream()
            .map(ComponentName::value)
            .filter(name -> !known.contains(name))
            .map(name -> new Problem(name, UnknownName.message("component", name, known)))
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidInputException("project " + project + " has no such component", problems);
    }
  }

  private static SortedMap<ComponentName, FileTree> without(
      SortedSet<ComponentName> gone, WriteSession session) throws InterruptedException {
    SortedMap<ComponentName, FileTree> rest = new TreeMap<>();
    for (ComponentName live : session.head().components().keySet()) {
      if (!gone.contains(live)) {
        rest.put(live, session.tree(live));
      }
    }
    return rest;
  }

  /** What stays comes from where it came from before. */
  private @Nullable SourceCommit liveSource(ProjectName project, WriteSession session)
      throws InterruptedException {
    return store
        .revision(project, session.head().revision())
        .flatMap(live -> live.authorship().source())
        .orElse(null);
  }

  private static Authorship authorship(CommitOptions options, @Nullable SourceCommit source) {
    return new Authorship(
        options.author().user(), options.author().host(), options.message(), source);
  }
}
