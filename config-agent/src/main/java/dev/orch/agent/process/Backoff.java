package dev.orch.agent.process;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a child that crashed is started again: twice as long after each crash, up
 * to a bound, and from the beginning once a child ran long enough. A random part is taken off, so
 * that children that died of one cause on many nodes don't come back in one beat.
 *
 * <p>Used under its owner's lock.
 */
final class Backoff {
  private static final int MAX_DOUBLINGS = 30;

  private final BackoffPolicy policy;
  private final RandomGenerator random;
  private int crashes;

  Backoff(BackoffPolicy policy, RandomGenerator random) {
    this.policy = policy;
    this.random = random;
  }

  /** The wait after one more crash of a child that ran this long. */
  Duration afterCrash(Duration ran) {
    if (ran.compareTo(policy.steadyAfter()) >= 0) {
      crashes = 0;
    }
    Duration wait = policy.first().multipliedBy(1L << Math.min(crashes, MAX_DOUBLINGS));
    crashes++;
    Duration bounded = wait.compareTo(policy.longest()) > 0 ? policy.longest() : wait;
    long takenOff = (long) (bounded.toNanos() * policy.jitter() * random.nextDouble());
    return bounded.minusNanos(takenOff);
  }

  /** Crashes in a row. */
  int crashes() {
    return crashes;
  }

  void reset() {
    crashes = 0;
  }
}
