package dev.orch.oozie.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When a coordinator runs: at its nominal times, the first not before {@code start}, all before
 * {@code end}.
 */
public record Schedule(Frequency frequency, Instant start, Instant end, ZoneId zone) {
  /** As many runs as are compared to see that two schedules are the same. */
  private static final int COMPARED = 2_000;

  /** The same, ending before this time. */
  public Schedule until(Instant otherEnd) {
    return new Schedule(frequency, start, otherEnd, zone);
  }

  /**
   * Where a coordinator with this schedule starts that leaves out all nominal times before {@code
   * from}, and has all others.
   */
  public Restart restartAt(Instant from) {
    if (!from.isBefore(end)) {
      return new Restart.Over();
    }
    if (!from.isAfter(start)) {
      return new Restart.At(start);
    }
    if (frequency instanceof Frequency.Cron) {
      // Seconds don't count for Oozie, and no nominal time may be missed by rounding down.
      Instant minute = from.truncatedTo(ChronoUnit.MINUTES);
      return new Restart.At(minute.equals(from) ? from : minute.plus(1, ChronoUnit.MINUTES));
    }
    Optional<Long> first = firstFrom(from);
    if (first.isEmpty()) {
      return new Restart.Impossible(
          "a schedule of "
              + frequency
              + " has other nominal times when it is taken up in its middle");
    }
    Instant at = frequency.nominal(start, zone, first.get()).orElseThrow();
    if (!at.isBefore(end)) {
      return new Restart.Over();
    }
    for (int k = 1; k <= COMPARED; k++) {
      Instant expected = frequency.nominal(start, zone, first.get() + k).orElseThrow();
      Instant found = frequency.nominal(at, zone, k).orElseThrow();
      if (!expected.isBefore(end) && !found.isBefore(end)) {
        return new Restart.At(at);
      }
      if (!expected.equals(found)) {
        return new Restart.Impossible(
            "a schedule of "
                + frequency
                + " from "
                + start
                + " would go on otherwise when it is taken up at "
                + at
                + ": "
                + found
                + " in place of "
                + expected);
      }
    }
    return new Restart.At(at);
  }

  /** The number of the first run at or after this time, which is after the start. */
  private Optional<Long> firstFrom(Instant from) {
    Optional<Instant> second = frequency.nominal(start, zone, 1);
    if (second.isEmpty()) {
      return Optional.empty();
    }
    long period = Math.max(1, ChronoUnit.SECONDS.between(start, second.get()));
    long k = Math.max(0, ChronoUnit.SECONDS.between(start, from) / period);
    while (k > 0 && !frequency.nominal(start, zone, k - 1).orElseThrow().isBefore(from)) {
      k--;
    }
    while (frequency.nominal(start, zone, k).orElseThrow().isBefore(from)) {
      k++;
    }
    return Optional.of(k);
  }
}
