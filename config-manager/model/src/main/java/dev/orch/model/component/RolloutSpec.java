package dev.orch.model.component;

import java.time.Duration;

/**
 * How a change of a component goes out.
 *
 * @param maxUnavailable how many instances at most are between stop and healthy at a time; at least
 *     one, whatever the share comes to
 * @param canary which try it first
 * @param bake how long it has to last on these before the others follow; zero if not at all
 * @param maxFailures how many instances may fail before it halts; a canary may not
 */
public record RolloutSpec(Share maxUnavailable, Canary canary, Duration bake, int maxFailures) {
  /** What holds where only a part is said. */
  public static final RolloutSpec DEFAULT =
      new RolloutSpec(Share.of(1), Canary.NONE, Duration.ZERO, 0);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when one is out of its bounds
   */
  public RolloutSpec {
    if (maxUnavailable.amount() < 1) {
      throw new IllegalArgumentException("maxUnavailable: expected 1 or more, found none");
    }
    if (bake.isNegative()) {
      throw new IllegalArgumentException("bake: expected a duration, found " + bake);
    }
    if (maxFailures < 0) {
      throw new IllegalArgumentException("maxFailures: expected 0 or more, found " + maxFailures);
    }
  }
}
