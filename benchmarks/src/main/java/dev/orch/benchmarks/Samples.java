package dev.orch.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Durations of one thing, measured again and again. */
final class Samples {
  private final String name;
  private final List<Double> millis = new ArrayList<>();

  Samples(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Adds one that began then and ends now, by {@link System#nanoTime}. */
  void since(long startNanos) {
    millis.add((System.nanoTime() - startNanos) / 1e6);
  }

  double median() {
    return quantile(0.5);
  }

  double min() {
    return quantile(0);
  }

  double max() {
    return quantile(1);
  }

  private double quantile(double q) {
    List<Double> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    return sorted.get((int) Math.round(q * (sorted.size() - 1)));
  }

  String asRow() {
    return String.format(Locale.ROOT, "%-44s %8.1f %8.1f %8.1f", name, median(), min(), max());
  }

  String asJson() {
    return String.format(
        Locale.ROOT,
        "{\"what\":\"%s\",\"medianMs\":%.2f,\"minMs\":%.2f,\"maxMs\":%.2f,\"rounds\":%d}",
        name,
        median(),
        min(),
        max(),
        millis.size());
  }
}
