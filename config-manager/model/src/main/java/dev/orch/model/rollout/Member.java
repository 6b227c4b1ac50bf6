package dev.orch.model.rollout;

import dev.orch.model.InstanceId;

/**
 * What an instance knows of itself.
 *
 * @param running what is in place
 * @param failed whether it tried this rollout's target, and failed
 * @param leased whether it holds a lease
 * @param leaves whether it runs the target, was found unhealthy with it, and is to go back
 */
public record Member(
    InstanceId id, Running running, boolean failed, boolean leased, boolean leaves) {
  /** What is in place, as the rollout knows it. */
  public enum Running {
    /** Nothing at all. */
    NOTHING,
    /** What is rolled out. */
    TARGET,
    /** What was before, or what an overtaken rollout brought. */
    KNOWN,
    /** Something older. */
    OTHER
  }
}
