package dev.orch.model.command;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.Subscription;

/** Keeps the commands to instances. Safe for use by several threads. */
public interface Commands {
  /** Those to one instance; asks the store nothing yet. */
  CommandBox of(ProjectName project, ComponentName component, InstanceId instance);

  /**
   * Calls back after a command to the instance was queued or changed, and after every reconnect,
   * since something may have been missed; also once at the beginning.
   *
   * @param lookAgain called on a thread of the store's, must return at once
   */
  Subscription watch(
      ProjectName project, ComponentName component, InstanceId instance, Runnable lookAgain);
}
