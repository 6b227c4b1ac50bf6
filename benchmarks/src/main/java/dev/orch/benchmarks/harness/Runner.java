package dev.orch.benchmarks.harness;

import dev.orch.benchmarks.harness.RowResult.Figure;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Measures rows. In every round each contestant does the work once, and who comes first changes, so
 * that a machine that is slow for a while is slow for all.
 */
public final class Runner {
  private final Bench bench;
  private final PrintStream progress;
  private final LongSupplier nanoTime;

  /**
   * Creates one.
   *
   * @param progress told which row is measured
   */
  public Runner(Bench bench, PrintStream progress) {
    this(bench, progress, System::nanoTime);
  }

  Runner(Bench bench, PrintStream progress, LongSupplier nanoTime) {
    this.bench = bench;
    this.progress = progress;
    this.nanoTime = nanoTime;
  }

  /** Measures one; what goes wrong in it is in the result. */
  public RowResult run(Row row) throws InterruptedException {
    progress.printf("%-34s", row.name());
    progress.flush();
    long start = nanoTime.getAsLong();
    List<Figure> figures = new ArrayList<>();
    List<String> absent = List.of();
    List<String> notes = List.of();
    Optional<String> failure = Optional.empty();
    try (Contest contest = new Contest()) {
      row.open(contest, bench);
      absent = contest.absent();
      Pace pace = bench.quick() ? row.pace().quick() : row.pace();
      measure(contest.contestants(), pace, figures);
      notes = contest.notes();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      // One row that cannot be measured here must not cost the others; the run fails at its end.
      failure = Optional.of(e.toString());
      e.printStackTrace(progress);
    }
    progress.printf(
        "%5.1f s%s%n",
        (nanoTime.getAsLong() - start) / 1e9, failure.map(why -> "  failed: " + why).orElse(""));
    return new RowResult(row, figures, absent, notes, failure);
  }

  private void measure(List<Contestant> contestants, Pace pace, List<Figure> figures)
      throws Exception {
    List<Entry> entries = contestants.stream().map(Entry::of).toList();
    long warm = nanoTime.getAsLong() + pace.warmTime().toNanos();
    for (int i = 0; i < pace.warmUp() || nanoTime.getAsLong() - warm < 0; i++) {
      round(contestants.stream().map(Entry::of).toList(), i);
    }
    entries.forEach(
        entry ->
            figures.add(
                new Figure(entry.contestant.role(), entry.contestant.name(), entry.samples)));
    long end = nanoTime.getAsLong() + pace.limit().toNanos();
    for (int i = 0; i < pace.most(); i++) {
      if (i >= pace.least() && nanoTime.getAsLong() - end > 0) {
        return;
      }
      round(entries, i);
    }
  }

  private record Entry(Contestant contestant, Samples samples) {
    static Entry of(Contestant contestant) {
      return new Entry(contestant, new Samples());
    }
  }

  private static void round(List<Entry> entries, int number) throws Exception {
    List<Entry> order = new ArrayList<>(entries);
    Collections.rotate(order, number);
    for (Entry entry : order) {
      if (number < entry.contestant.mostRounds()) {
        entry.samples.beginRound();
        entry.contestant.measurement().take(entry.samples);
      }
    }
  }
}
