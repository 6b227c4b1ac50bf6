package dev.orch.model.output;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.Subscription;

/** Carries what was written from agents to those who ask for it, and only then. */
public interface Outputs {
  /**
   * Answers whoever asks, on a thread of the store's, until it is closed.
   *
   * @param source asked by one thread at a time
   */
  Subscription answer(
      ProjectName project, ComponentName component, InstanceId instance, OutputSource source);

  /**
   * Begins to ask.
   *
   * @throws IllegalArgumentException when there is no such instance
   */
  OutputQuestion ask(ProjectName project, ComponentName component, InstanceId instance)
      throws InterruptedException;
}
