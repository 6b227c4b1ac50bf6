package dev.orch.model.rollout;

import java.util.OptionalInt;
import java.util.Set;

/** Which lease may be taken, so that there are never more than so many. */
public final class Slots {
  private Slots() {}

  /**
   * One that is free.
   *
   * <p>Leases may be held from a rollout that had more slots than this one. So not all numbers
   * below {@code count} may be taken, but those below a bound {@code m} such that with all of them
   * taken there are {@code count} at most. Whoever saw more leases than there are now keeps below a
   * lower bound, so that what was seen may be old.
   *
   * @param count how many leases there may be
   * @param held the numbers of those that there are
   * @param start where to begin to look, so that not all look at the same; any number
   */
  public static OptionalInt free(int count, Set<Integer> held, int start) {
    int bound = bound(count, held);
    for (int i = 0; i < bound; i++) {
      int slot = (Math.floorMod(start, bound) + i) % bound;
      if (!held.contains(slot)) {
        return OptionalInt.of(slot);
      }
    }
    return OptionalInt.empty();
  }

  private static int bound(int count, Set<Integer> held) {
    for (int bound = count; bound > 0; bound--) {
      int below = bound;
      long above = held.stream().filter(slot -> slot >= below).count();
      if (bound + above <= count) {
        return bound;
      }
    }
    return 0;
  }
}
