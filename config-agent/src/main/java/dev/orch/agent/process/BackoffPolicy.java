package dev.orch.agent.process;

import java.time.Duration;

/**
 * When a child that crashed is started again.
 *
 * @param first the wait after the first crash; above zero
 * @param longest the longest wait, at most a day
 * @param jitter the largest part of a wait that chance may take off, 0 to 1
 * @param steadyAfter a child that ran this long counts as sound: waits begin again with the first
 */
public record BackoffPolicy(Duration first, Duration longest, double jitter, Duration steadyAfter) {
  /** 1 s, doubling up to 1 min, up to a quarter taken off; sound after 30 s. */
  public static final BackoffPolicy DEFAULT =
      new BackoffPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1), 0.25, Duration.ofSeconds(30));

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its bounds
   */
  public BackoffPolicy {
    if (first.isZero()
        || first.isNegative()
        || longest.compareTo(first) < 0
        || longest.compareTo(Duration.ofDays(1)) > 0
        || !(jitter >= 0 && jitter <= 1)
        || steadyAfter.isNegative()) {
      throw new IllegalArgumentException(
          "expected 0 < first ≤ longest ≤ 1 day, 0 ≤ jitter ≤ 1 and a steady time that is not"
              + " negative, found "
              + String.join(
                  ", ", "" + first, "" + longest, Double.toString(jitter), "" + steadyAfter));
    }
  }
}
