package dev.orch.model.rollout;

import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;

/** Keeps rollouts. Safe for use by several threads. */
@FunctionalInterface
public interface RolloutStore {
  /** Of one component. */
  ComponentRollouts of(ProjectName project, ComponentName component);
}
