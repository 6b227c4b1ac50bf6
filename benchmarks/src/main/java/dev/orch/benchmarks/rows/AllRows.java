package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Pace;
import dev.orch.benchmarks.harness.Row;
import dev.orch.benchmarks.harness.Unit;
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
    rows.add(new RolloutOfFleet(bench.either(1_000, 100)));
    rows.add(new ManySessions(bench.either(5_000, 500)));
    rows.add(new FleetStart(bench.either(1_000, 200)));
    rows.add(new ColdCommand(ColdCommand.Kind.HELP));
    rows.add(new ColdCommand(ColdCommand.Kind.STATUS));
    rows.add(new ColdCommand(ColdCommand.Kind.PUBLISH));
    rows.add(new ColdPublishNew(1_000));
    rows.add(new AgentAtRest(Unit.MEBIBYTES));
    rows.add(new AgentAtRest(Unit.THREADS));
    rows.add(new ApplicationStart(100));
    rows.add(new ManyPublishes(ManyPublishes.Kind.LOG));
    rows.add(new ManyPublishes(ManyPublishes.Kind.HEAP));
    rows.add(new Retention(bench.either(100, 10), bench.either(100, 20)));
    rows.add(new MicroBenchmark("hash", "hash 4 KiB", "hashByTheJdk"));
    rows.add(new MicroBenchmark("manifest", "manifest of 20,000 files and its digest", ""));
    rows.add(new MicroBenchmark("diff", "differences of two manifests of 20,000 files", ""));
    rows.add(new MicroBenchmark("plan", "plan of the same two", ""));
    rows.add(new MicroBenchmark("encode", "write a shard of 200 files", ""));
    rows.add(new MicroBenchmark("decode", "read a shard of 200 files", ""));
    return rows;
  }
}
