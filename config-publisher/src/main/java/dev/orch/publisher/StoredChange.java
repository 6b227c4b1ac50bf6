package dev.orch.publisher;

import dev.orch.model.ProjectName;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.StorageUse;
import dev.orch.model.revision.WriteSession;
import dev.orch.publisher.plan.Plan;
import java.util.List;
import java.util.Optional;

/**
 * A change made of nothing but what the store holds already: a rollback or a clear. Planned without
 * a lock, and again under it.
 */
interface StoredChange {
  /**
   * What it would change.
   *
   * @throws dev.orch.model.InvalidInputException when it cannot be done upon what is live
   */
  Plan plan(LiveProject live) throws InterruptedException;

  /** What is to be committed. */
  Commit commit(WriteSession session) throws InterruptedException;

  /** How many revisions to keep afterwards. */
  Committer.Keep keep();

  /** Carries it out upon a project that exists. */
  static CommitResult run(
      RevisionStore store,
      Committer committer,
      ProjectName project,
      CommitOptions options,
      StoredChange change)
      throws InterruptedException {
    long started = committer.now();
    LiveProject live = LiveProject.existing(store, project);
    options.requireExpected(live.revision());
    Plan plan = change.plan(live);
    if (plan.isEmpty()) {
      return new CommitResult.Unchanged(
          project, live.revision(), List.of(), committer.since(started));
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
          Plan now = change.plan(LiveProject.of(session));
          if (now.isEmpty()) {
            return Optional.empty();
          }
          Commit commit = change.commit(session);
          return Optional.of(
              new Committer.Prepared(now, commit, session.estimate(commit), change.keep()));
        });
  }
}
