package dev.orch.publisher;

import dev.orch.model.ComponentName;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.SourceCommit;
import dev.orch.model.revision.WriteSession;
import dev.orch.publisher.plan.ComponentStates;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.plan.Planner;
import dev.orch.publisher.scan.ComponentSelection;
import dev.orch.publisher.text.UnknownName;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes components out of a project, or all of them and its history. */
record Clear(
    RevisionStore store,
    ProjectName project,
    ComponentSelection selection,
    CommitOptions options,
    Committer.Keep retention)
    implements StoredChange {

  @Override
  public Plan plan(LiveProject live) throws InterruptedException {
    Collection<String> known = live.states().componentNames();
    List<Problem> problems =
        UnknownName.problems(
            "component", selection.named().stream().map(ComponentName::value).toList(), known);
    if (!problems.isEmpty()) {
      throw new InvalidInputException("project " + project + " has no such component", problems);
    }
    return Planner.plan(
        project,
        live.revision(),
        live.states(),
        ComponentStates.of(new TreeMap<>()),
        selection::includes);
  }

  @Override
  public Commit commit(WriteSession session) throws InterruptedException {
    return isWholeProject()
        ? new Commit.Clear(options.authorship(null))
        : new Commit.Publish(rest(session), options.authorship(liveSource(session)));
  }

  /** Of a cleared project one revision is kept, the one that clears; so the bytes of all go. */
  @Override
  public Committer.Keep keep() {
    return isWholeProject() ? session -> 1 : retention;
  }

  private boolean isWholeProject() {
    return selection.isAll();
  }

  private SortedMap<LayerName, FileTree> rest(WriteSession session) throws InterruptedException {
    SortedMap<LayerName, FileTree> rest = new TreeMap<>();
    for (LayerName live : session.head().components().keySet()) {
      if (!selection.includes(live)) {
        rest.put(live, session.tree(live));
      }
    }
    return rest;
  }

  /** What stays comes from where it came from before. */
  private @Nullable SourceCommit liveSource(WriteSession session) throws InterruptedException {
    return store
        .revision(project, session.head().revision())
        .flatMap(live -> live.authorship().source())
        .orElse(null);
  }
}
