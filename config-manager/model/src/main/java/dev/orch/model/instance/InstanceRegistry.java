package dev.orch.model.instance;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.Subscription;
import java.util.List;

/** Keeps what the instances of components report. Safe for use by several threads. */
public interface InstanceRegistry {
  /**
   * Makes the instance live, now if the store can be reached, otherwise as soon as it can. An older
   * session of the same instance, known by the slot, is ended first.
   *
   * @param first reported at once
   * @param retryRequested called when someone asks this instance to try again what failed; on a
   *     thread of the registry's, must return at once
   * @throws dev.orch.model.RefusedException when a live agent that is not ours has this id
   */
  Registration register(
      ProjectName project,
      ComponentName component,
      InstanceId instance,
      InstanceReport first,
      SessionSlot session,
      Runnable retryRequested)
      throws InterruptedException;

  /**
   * All instances of the project that ever reported and were not forgotten, by component and id.
   */
  List<InstanceStatus> instances(ProjectName project) throws InterruptedException;

  /** The same of one component. */
  List<InstanceStatus> instances(ProjectName project, ComponentName component)
      throws InterruptedException;

  /**
   * Calls back after an instance of the component came, went, or made another report, and after
   * every reconnect, since something may have been missed; also once at the beginning. May call
   * when nothing has changed.
   *
   * @param lookAgain called on a thread of the registry's, must return at once
   */
  Subscription watch(ProjectName project, ComponentName component, Runnable lookAgain);

  /**
   * Removes a dead instance's report.
   *
   * @throws dev.orch.model.RefusedException when it is live
   * @throws IllegalArgumentException when there is no such instance
   */
  void forget(ProjectName project, ComponentName component, InstanceId instance)
      throws InterruptedException;

  /**
   * Asks an instance to try again what failed; remembered until the instance has seen it.
   *
   * @throws IllegalArgumentException when there is no such instance
   */
  void requestRetry(ProjectName project, ComponentName component, InstanceId instance)
      throws InterruptedException;
}
