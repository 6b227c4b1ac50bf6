package dev.orch.model.rollout;

/**
 * What an instance should run.
 *
 * @param run what, as things are
 * @param mayAsk whether it may try to take a lease; with one it runs the target
 */
public record Decision(Run run, boolean mayAsk) {
  /** One of the states that a rollout knows. */
  public enum Run {
    /** What is rolled out. */
    TARGET,
    /** What was before. */
    STABLE,
    /** What it runs now, which the rollout knows. */
    KEEP
  }
}
