package dev.orch.publisher;

import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.Rollout;
import dev.orch.model.rollout.RolloutStore;
import dev.orch.model.rollout.StoredRollout;
import dev.orch.publisher.plan.ComponentStates;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.plan.Planner;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes live again what was stable before a rollout, for its component alone. */
record RolloutAbort(
    RevisionStore store,
    RolloutStore rollouts,
    ProjectName project,
    ComponentName component,
    CommitOptions options,
    Committer.Keep keep)
    implements StoredChange {
  @Override
  public Plan plan(LiveProject live) throws InterruptedException {
    SortedMap<LayerName, ComponentHead> stable =
        new TreeMap<>(store.latestHead(project).orElseThrow().components());
    stable.keySet().removeIf(layer -> layer.component().equals(component));
    stable.putAll(underWay().plan().stable().layers());
    return Planner.plan(
        project,
        live.revision(),
        live.states(),
        ComponentStates.of(store, project, stable),
        layer -> layer.component().equals(component));
  }

  @Override
  public Commit commit(WriteSession session) throws InterruptedException {
    Rollout.Plan plan = underWay().plan();
    boolean named = session.head().rollout(component).filter(plan.id()::equals).isPresent();
    if (!named) {
      throw none();
    }
    return new Commit.Abort(component, plan.id(), plan.stable(), options.authorship(null));
  }

  private Rollout underWay() throws InterruptedException {
    return rollouts
        .of(project, component)
        .current()
        .map(StoredRollout::rollout)
        .filter(rollout -> rollout.phase() != Phase.COMPLETE)
        .orElseThrow(this::none);
  }

  private RefusedException none() {
    return new RefusedException(
        "no rollout of " + component + " is under way",
        "To go back to an older revision: orch rollback.");
  }
}
