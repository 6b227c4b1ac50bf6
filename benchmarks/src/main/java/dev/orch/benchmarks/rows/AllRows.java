package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Pace;
import dev.orch.benchmarks.harness.Row;
import java.util.ArrayList;
import java.util.List;

/** All rows, in the order of the table. */
public final class AllRows {
  private AllRows() {}

  /** Those that are measured on this bench; the longest are smaller in a quick run. */
  public static List<Row> of(Bench bench) {
    List<Row> rows = new ArrayList<>();
    rows.add(PublishNew.files(1_000, Pace.WARM));
    rows.add(PublishNew.filesOnEnsemble(1_000, Pace.WARM));
    rows.add(PublishNew.files(10_000, Pace.SLOW));
    rows.add(PublishNew.files(20_000, Pace.SLOW));
    rows.add(PublishNew.components(200, Pace.SLOW));
    rows.add(new PublishOneChange(10));
    rows.add(new PublishOneChange(1_000));
    rows.add(new PublishOneChange(20_000));
    rows.add(new PlanUnchanged(1_000));
    rows.add(new PlanUnchanged(20_000));
    rows.add(new AgentFirstDownload(1_000, false));
    rows.add(new AgentFirstDownload(1_000, true));
    rows.add(new Propagation(1));
    rows.add(new Propagation(bench.either(1_000, 200)));
    rows.add(new FleetStart(bench.either(1_000, 200)));
    return rows;
  }
}
