package dev.orch.cli.diff;

import dev.orch.cli.option.Known;
import dev.orch.cli.option.RevisionState;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.RevisionStore;
import dev.orch.publisher.plan.ComponentStates;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.plan.Planner;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares two states of a project that the store keeps. */
public final class Comparison {
  private Comparison() {}

  /**
   * What turns the one into the other.
   *
   * @param only these components; all of them if empty
   * @throws dev.orch.cli.invocation.UsageException when one of these is in neither state
   */
  public static Plan of(
      RevisionStore store,
      ProjectName project,
      RevisionState before,
      RevisionState after,
      Collection<ComponentName> only)
      throws InterruptedException {
    SortedMap<ComponentName, Boolean> either = new TreeMap<>();
    before.components().keySet().forEach(layer -> either.put(layer.component(), true));
    after.components().keySet().forEach(layer -> either.put(layer.component(), true));
    only.forEach(name -> Known.of("component", name, either));
    return Planner.plan(
        project,
        before.number(),
        ComponentStates.of(store, project, before.components()),
        ComponentStates.of(store, project, after.components()),
        name -> only.isEmpty() || only.contains(name.component()));
  }
}
