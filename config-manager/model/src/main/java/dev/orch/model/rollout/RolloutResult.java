package dev.orch.model.rollout;

/** What came of a try. */
public sealed interface RolloutResult {
  /** It runs the target. */
  record Healthy() implements RolloutResult {}

  /**
   * It does not.
   *
   * @param reason one line
   */
  record Failed(String reason) implements RolloutResult {
    /** The longest reason that is kept, in characters. */
    public static final int MAX_REASON = 2000;

    public Failed {
      if (reason.length() > MAX_REASON) {
        reason = reason.substring(0, MAX_REASON - 1) + '…';
      }
    }
  }
}
