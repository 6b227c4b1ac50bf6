package dev.orch.benchmarks;

import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Row;
import dev.orch.benchmarks.harness.RowResult;
import dev.orch.benchmarks.harness.Runner;
import dev.orch.benchmarks.report.Machine;
import dev.orch.benchmarks.report.MarkdownTable;
import dev.orch.benchmarks.report.Page;
import dev.orch.benchmarks.report.Report;
import dev.orch.benchmarks.rows.AllRows;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures everything side by side and prints one table. */
public final class Main {
  private Main() {}

  /** See {@link Arguments}; ends with 1 when a row could not be measured. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Arguments arguments = Arguments.parse(List.of(args));
    try (Places places = Places.make(arguments)) {
      Bench bench = places.bench();
      Map<String, String> machine = Machine.describe(bench.disk());
      Runner runner = new Runner(bench, System.err);
      List<RowResult> results = new ArrayList<>();
      Report report = new Report(Clock.systemUTC().instant(), machine, bench.quick(), results);
      for (Row row : AllRows.of(bench)) {
        if (arguments.wants(row.name())) {
          results.add(runner.run(row));
          report = new Report(Clock.systemUTC().instant(), machine, bench.quick(), results);
          // After each, so that a run that is stopped leaves what it measured.
          Page.write(report, arguments.output());
        }
      }
      if (arguments.docs().isPresent()) {
        Page.publish(report, arguments.docs().get());
      }
      System.out.println(MarkdownTable.of(report));
      if (results.stream().anyMatch(result -> result.failure().isPresent())) {
        System.exit(1);
      }
    }
  }
}
