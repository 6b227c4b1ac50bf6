package dev.orch.benchmarks.harness;

import java.time.Duration;

/**
 * How often a row is measured: this many rounds, or fewer once the time is used up.
 *
 * @param warmUp rounds that don't count, at least
 * @param warmTime how long there are more of them: Java compiles what it has done thousands of
 *     times, and what is asked is how long something takes once that is done
 * @param least rounds that are made even if they take longer
 * @param most 1 or more
 */
public record Pace(int warmUp, Duration warmTime, int least, int most, Duration limit) {
  /** For what takes milliseconds in a process that has been running for a while. */
  public static final Pace WARM =
      new Pace(10, Duration.ofSeconds(15), 5, 40, Duration.ofSeconds(25));

  /** For what takes a second or so. */
  public static final Pace SLOW =
      new Pace(2, Duration.ofSeconds(20), 5, 15, Duration.ofSeconds(40));

  /** For processes, each of which begins cold. */
  public static final Pace COLD = new Pace(2, 7, 20, Duration.ofSeconds(30));

  /** For what is measured once, because it is long and does not scatter. */
  public static final Pace ONCE = new Pace(0, 1, 1, Duration.ofMinutes(10));

  /** With so many rounds to warm up and no more. */
  public Pace(int warmUp, int least, int most, Duration limit) {
    this(warmUp, Duration.ZERO, least, most, limit);
  }

  /** A third of it, for a first look. */
  Pace quick() {
    return new Pace(
        (warmUp + 2) / 3,
        warmTime.dividedBy(3),
        Math.min(least, 3),
        (most + 2) / 3,
        limit.dividedBy(3));
  }
}
