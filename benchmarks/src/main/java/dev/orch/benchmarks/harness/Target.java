package dev.orch.benchmarks.harness;

import java.util.Locale;

/** What a row is to reach, by figures of the same run. */
public sealed interface Target {
  /** As shown in the table. */
  String text();

  /**
   * Whether it was reached.
   *
   * @throws IllegalStateException when one that it compares with was not measured
   */
  boolean isReached(RowResult result);

  /** Whether all that it compares were measured. */
  boolean isKnown(RowResult result);

  /**
   * orch takes at most so many times what the floor takes.
   *
   * @param share the quantile that is compared, 0.5 for the median
   */
  record TimesFloor(double times, double share) implements Target {
    @Override
    public String text() {
      return (share == 0.5 ? "" : String.format(Locale.ROOT, "p%.0f ", share * 100))
          + "≤ "
          + Numbers.shortest(times)
          + " × floor";
    }

    @Override
    public boolean isReached(RowResult result) {
      double floor = result.the(Role.FLOOR).orElseThrow().samples().quantile(share);
      return result.the(Role.ORCH).orElseThrow().samples().quantile(share) <= times * floor;
    }

    @Override
    public boolean isKnown(RowResult result) {
      return result.the(Role.FLOOR).isPresent() && result.the(Role.ORCH).isPresent();
    }
  }

  /** orch takes at most so much more than the floor, in the row's unit. */
  record AboveFloor(double more, Unit unit) implements Target {
    @Override
    public String text() {
      return "≤ floor + " + Numbers.shortest(more) + " " + unit.symbol();
    }

    @Override
    public boolean isReached(RowResult result) {
      return result.the(Role.ORCH).orElseThrow().samples().median()
          <= more + result.the(Role.FLOOR).orElseThrow().samples().median();
    }

    @Override
    public boolean isKnown(RowResult result) {
      return result.the(Role.FLOOR).isPresent() && result.the(Role.ORCH).isPresent();
    }
  }

  /** A peer takes at least so many times what orch takes. */
  record AheadOf(String peer, double times) implements Target {
    @Override
    public String text() {
      return "≥ " + Numbers.shortest(times) + " × faster than " + peer;
    }

    @Override
    public boolean isReached(RowResult result) {
      return result.named(peer).orElseThrow().samples().median()
          >= times * result.the(Role.ORCH).orElseThrow().samples().median();
    }

    @Override
    public boolean isKnown(RowResult result) {
      return result.named(peer).isPresent() && result.the(Role.ORCH).isPresent();
    }
  }

  /** orch takes at most so much, whatever others take. */
  record AtMost(double most, Unit unit) implements Target {
    @Override
    public String text() {
      return "≤ " + Numbers.shortest(most) + " " + unit.symbol();
    }

    @Override
    public boolean isReached(RowResult result) {
      return result.the(Role.ORCH).orElseThrow().samples().median() <= most;
    }

    @Override
    public boolean isKnown(RowResult result) {
      return result.the(Role.ORCH).isPresent();
    }
  }

  /** Of medians. */
  static Target timesFloor(double times) {
    return new TimesFloor(times, 0.5);
  }
}
