package dev.orch.benchmarks.report;

import dev.orch.benchmarks.harness.RowResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A run.
 *
 * @param machine what it ran on, name by name
 * @param quick whether it was a first look only
 */
public record Report(
    Instant when, Map<String, String> machine, boolean quick, List<RowResult> results) {
  public Report {
    results = List.copyOf(results);
  }
}
