package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.harness.Contestant;
import dev.orch.benchmarks.harness.Pace;
import dev.orch.benchmarks.harness.Row;
import dev.orch.benchmarks.harness.Samples;
import dev.orch.benchmarks.harness.Target;
import dev.orch.benchmarks.harness.Unit;
import dev.orch.benchmarks.micro.Steps;
import java.util.List;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One step by itself, measured by JMH in a process of its own; each iteration is a value. */
final class MicroBenchmark implements Row {
  private final String method;
  private final String title;
  private final String floor;

  /**
   * Of a method of {@link Steps}.
   *
   * @param floor the method that does the least of the same; empty if there is none
   */
  MicroBenchmark(String method, String title, String floor) {
    this.method = method;
    this.title = title;
    this.floor = floor;
  }

  @Override
  public String name() {
    return "micro-" + method;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Unit unit() {
    return Unit.MICROS;
  }

  @Override
  public List<Target> targets() {
    return List.of();
  }

  @Override
  public Pace pace() {
    return Pace.ONCE;
  }

  @Override
  public void open(Contest contest, Bench bench) {
    int iterations = bench.either(8, 3);
    if (!floor.isEmpty()) {
      contest.add(Contestant.floor("the JDK alone", samples -> run(samples, floor, iterations)));
    }
    contest.add(Contestant.orch("orch", samples -> run(samples, method, iterations)));
  }

  private static void run(Samples samples, String method, int iterations) throws RunnerException {
    for (RunResult result :
        new Runner(
                new OptionsBuilder()
                    .include(Steps.class.getName() + "\\." + method + "$")
                    .forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.milliseconds(500))
                    .measurementIterations(iterations)
                    .measurementTime(TimeValue.milliseconds(300))
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run()) {
      result.getBenchmarkResults().stream()
          .flatMap(fork -> fork.getIterationResults().stream())
          .map(IterationResult::getPrimaryResult)
          .forEach(primary -> samples.add(primary.getScore()));
    }
  }
}
