package dev.orch.engine;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * How long to wait from one look to the next: a random time of three quarters of the longest up to
 * it. So a thousand agents that a server's restart brought into step don't stay in step.
 *
 * @param longest time between two looks
 */
public record Pace(Duration longest, RandomGenerator random) {
  private static final double SHARE_OF_CHANCE = 0.25;

  /** With the process's own chance. */
  public static Pace of(Duration longest) {
    // Java's default generator is looked for among all that are installed; any will do.
    return new Pace(longest, new Random());
  }

  /** The next wait. */
  Duration next() {
    long most = longest.toNanos();
    return Duration.ofNanos(most - (long) (most * SHARE_OF_CHANCE * random.nextDouble()));
  }
}
