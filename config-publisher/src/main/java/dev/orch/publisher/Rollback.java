package dev.orch.publisher;

import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.revision.Authorship;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionKind;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.WriteSession;
import dev.orch.publisher.plan.ComponentStates;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.plan.Planner;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the state of an older revision live again. */
record Rollback(
    RevisionStore store,
    ProjectName project,
    long number,
    CommitOptions options,
    Committer.Keep keep)
    implements StoredChange {
  private static final int MAX_LISTED = 50;

  @Override
  public Plan plan(LiveProject live) throws InterruptedException {
    return Planner.plan(
        project,
        live.revision(),
        live.states(),
        ComponentStates.of(store, project, target().components()),
        component -> true);
  }

  @Override
  public Commit commit(WriteSession session) throws InterruptedException {
    RevisionInfo target = target();
    // What is live then comes from the commit that the old revision came from.
    Authorship authorship = options.authorship(target.authorship().source().orElse(null));
    return new Commit.Rollback(target, authorship, options.rollout());
  }

  private RevisionInfo target() throws InterruptedException {
    Optional<RevisionInfo> target = store.revision(project, number);
    if (target.isEmpty()) {
      throw new RefusedException(
          "revision " + number + " of project " + project + " is not kept",
          "Choose one of those that are: " + kept() + ".");
    }
    if (target.get().kind() == RevisionKind.CLEAR) {
      throw new RefusedException(
          "revision " + number + " cleared the project: there is nothing to go back to",
          "Choose another revision, or use orch clear.");
    }
    return target.get();
  }

  private String kept() throws InterruptedException {
    return store.history(project, MAX_LISTED).stream()
        .filter(revision -> revision.kind() != RevisionKind.CLEAR)
        .map(revision -> String.valueOf(revision.number()))
        .collect(Collectors.joining(", "));
  }
}
