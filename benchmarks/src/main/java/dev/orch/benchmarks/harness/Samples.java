package dev.orch.benchmarks.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What was measured of one contestant, by round; in the unit of its row. */
public final class Samples {
  private final List<List<Double>> rounds = new ArrayList<>();

  void beginRound() {
    rounds.add(new ArrayList<>());
  }

  /** Adds one to the round under way. */
  public void add(double value) {
    rounds.get(rounds.size() - 1).add(value);
  }

  /** Adds the milliseconds since then, by {@link System#nanoTime}. */
  public void addMillisSince(long startNanos) {
    add((System.nanoTime() - startNanos) / 1e6);
  }

  /** All, in the order in which they were measured. */
  public List<Double> all() {
    return rounds.stream().flatMap(List::stream).toList();
  }

  /** How many rounds it took part in. */
  public int rounds() {
    return rounds.size();
  }

  public boolean isEmpty() {
    return rounds.stream().allMatch(List::isEmpty);
  }

  public double median() {
    return quantile(0.5);
  }

  /**
   * The smallest value that a share of all values is not above.
   *
   * @param share from 0, the smallest of all, to 1, the largest
   */
  public double quantile(double share) {
    return quantile(all(), share);
  }

  /** These divided by those of the same rounds, median by median. */
  List<Double> ratiosTo(Samples others) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(rounds.size(), others.rounds.size()); i++) {
      if (!rounds.get(i).isEmpty() && !others.rounds.get(i).isEmpty()) {
        ratios.add(quantile(rounds.get(i), 0.5) / quantile(others.rounds.get(i), 0.5));
      }
    }
    return ratios;
  }

  static double quantile(List<Double> values, double share) {
    if (values.isEmpty()) {
      throw new IllegalStateException("expected something measured, found nothing");
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }
}
