package dev.orch.publisher;

import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.revision.Authorship;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionKind;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.StorageUse;
import dev.orch.model.revision.WriteSession;
import dev.orch.publisher.plan.ComponentStates;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.plan.Planner;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Goes back to an older revision by making its state a new one. */
final class RollbackRun {
  private static final int MAX_LISTED = 50;

  private final RevisionStore store;
  private final PublisherSettings settings;
  private final Committer committer;

  RollbackRun(RevisionStore store, PublisherSettings settings, Committer committer) {
    this.store = store;
    this.settings = settings;
    this.committer = committer;
  }

  CommitResult rollback(ProjectName project, long number, CommitOptions options)
      throws InterruptedException {
    long started = committer.now();
    Head head = LiveProject.existing(store, project);
    options.requireExpected(head.revision());
    RevisionInfo target = target(project, number);
    Plan plan = plan(project, LiveProject.of(store, project), target);
    if (plan.isEmpty()) {
      return new CommitResult.Unchanged(
          project, plan.baseRevision(), List.of(), committer.since(started));
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
        session -> prepare(project, target, options, session));
  }

  private Optional<Committer.Prepared> prepare(
      ProjectName project, RevisionInfo target, CommitOptions options, WriteSession session)
      throws InterruptedException {
    Plan plan = plan(project, LiveProject.of(session), target);
    if (plan.isEmpty()) {
      return Optional.empty();
    }
    // What is live then comes from the commit that the old revision came from.
    Authorship authorship =
        new Authorship(
            options.author().user(),
            options.author().host(),
            options.message(),
            target.authorship().source().orElse(null));
    Commit commit = new Commit.Rollback(target, authorship);
    StorageUse use = session.estimate(commit);
    return Optional.of(new Committer.Prepared(plan, commit, use, settings.retention()));
  }

  private Plan plan(ProjectName project, LiveProject live, RevisionInfo target)
      throws InterruptedException {
    return Planner.plan(
        project,
        live.revision(),
        live.states(),
        ComponentStates.of(store, project, target.components()),
        component -> true);
  }

  private RevisionInfo target(ProjectName project, long number) throws InterruptedException {
    Optional<RevisionInfo> target = store.revision(project, number);
    if (target.isEmpty()) {
      throw new RefusedException(
          "revision " + number + " of project " + project + " is not kept",
          "Choose one of those that are: " + kept(project) + ".");
    }
    if (target.get().kind() == RevisionKind.CLEAR) {
      throw new RefusedException(
          "revision " + number + " cleared the project: there is nothing to go back to",
          "Choose another revision, or use orch clear.");
    }
    return target.get();
  }

  private String kept(ProjectName project) throws InterruptedException {
    return store.history(project, MAX_LISTED).stream()
        .filter(revision -> revision.kind() != RevisionKind.CLEAR)
        .map(revision -> String.valueOf(revision.number()))
        .collect(Collectors.joining(", "));
  }
}
