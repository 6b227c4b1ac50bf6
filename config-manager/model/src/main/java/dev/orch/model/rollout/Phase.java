package dev.orch.model.rollout;

/** How far a rollout is. */
public enum Phase {
  /** The canaries try it. */
  CANARY,
  /** The canaries are healthy, and have to stay so for a while. */
  BAKING,
  /** All others follow, a few at a time. */
  ROLLING,
  /** It stopped by itself: nobody begins any more until someone decides. */
  HALTED,
  /** Every instance that is there runs it, but for failures that were allowed. */
  COMPLETE;

  /** Whether nothing more happens by itself. */
  public boolean isOver() {
    return this == HALTED || this == COMPLETE;
  }
}
