package dev.orch.robustness.kills;

import java.util.Random;

/** Chance that can be repeated: the seed is printed, and {@code -Dorch.seed=N} sets another. */
final class Seed {
  private Seed() {}

  static Random random(String what, long fixed) {
    long seed = Long.getLong("orch.seed", fixed);
    System.out.println(what + " with seed " + seed);
    return new Random(seed);
  }
}
