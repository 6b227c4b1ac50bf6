package dev.orch.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Rounds, who comes first in them, and when they end. */
class RunnerTest {
  private static final Path NOWHERE = Path.of("nowhere");
  private static final Bench BENCH = new Bench(NOWHERE, NOWHERE, Optional.empty(), NOWHERE, false);

  private final List<String> order = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();
  private final Runner runner =
      new Runner(BENCH, new PrintStream(progress, true, StandardCharsets.UTF_8), nanos::get);

  @FunctionalInterface
  private interface Setup {
    void open(Contest contest) throws Exception;
  }

  private record TestRow(Pace pace, List<Target> targets, Setup setup) implements Row {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public String title() {
      return "a test";
    }

    @Override
    public Unit unit() {
      return Unit.MILLIS;
    }

    @Override
    public void open(Contest contest, Bench bench) throws Exception {
      setup.open(contest);
    }
  }

  private Measurement takes(String name, double value) {
    return samples -> {
      order.add(name);
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      samples.add(value);
    };
  }

  private RowResult run(Pace pace, Setup setup) throws InterruptedException {
    return runner.run(new TestRow(pace, List.of(Target.timesFloor(2)), setup));
  }

  @Test
  void contestantsTakeTurnsInBeingFirstAndWarmUpDoesNotCount() throws Exception {
    RowResult result =
        run(
            new Pace(1, 3, 3, Duration.ofHours(1)),
            contest -> {
              contest.add(Contestant.floor("a", takes("a", 1)));
              contest.add(Contestant.orch("b", takes("b", 2)));
            });

    assertThat(String.join("", order)).isEqualTo("ab" + "ab" + "ba" + "ab");
    assertThat(result.named("a").orElseThrow().samples().all()).containsExactly(1.0, 1.0, 1.0);
    assertThat(result.failure()).isEmpty();
  }

  @Test
  void itWarmsUpForAsLongAsItIsToldAndForNoFewerRounds() throws Exception {
    Setup one = contest -> contest.add(Contestant.orch("b", takes("b", 2)));

    run(new Pace(3, Duration.ofSeconds(1), 1, 1, Duration.ofHours(1)), one);
    run(new Pace(3, Duration.ofSeconds(10), 1, 1, Duration.ofHours(1)), one);

    assertThat(order).hasSize(3 + 1 + 10 + 1);
  }

  @Test
  void itEndsWhenTheTimeIsUsedUpButNotBeforeTheLeastNumberOfRounds() throws Exception {
    Setup one = contest -> contest.add(Contestant.orch("b", takes("b", 2)));

    RowResult hurried = run(new Pace(0, 3, 100, Duration.ofSeconds(1)), one);
    RowResult patient = run(new Pace(0, 3, 100, Duration.ofSeconds(10)), one);

    assertThat(hurried.named("b").orElseThrow().samples().rounds()).isEqualTo(3);
    assertThat(patient.named("b").orElseThrow().samples().rounds()).isEqualTo(11);
  }

  @Test
  void whoIsSlowSitsOutAfterFiveRounds() throws Exception {
    RowResult result =
        run(
            new Pace(0, 8, 8, Duration.ofHours(1)),
            contest -> {
              contest.add(Contestant.orch("b", takes("b", 2)));
              contest.add(Contestant.peer("p", takes("p", 9)).few());
            });

    assertThat(result.named("p").orElseThrow().samples().rounds()).isEqualTo(5);
    assertThat(result.named("b").orElseThrow().samples().rounds()).isEqualTo(8);
  }

  @Test
  void whatFailsIsToldAndWhatWasMeasuredAndOpenedBeforeIsNotLost() throws Exception {
    RowResult result =
        run(
            new Pace(0, 2, 2, Duration.ofHours(1)),
            contest -> {
              contest.owning(() -> closed.add("first"));
              contest.owning(() -> closed.add("second"));
              contest.add(Contestant.orch("b", takes("b", 2)));
              contest.add(
                  Contestant.peer(
                      "p",
                      samples -> {
                        throw new IllegalStateException("no such server");
                      }));
            });

    assertThat(result.failure()).hasValueSatisfying(why -> assertThat(why).contains("no such"));
    assertThat(result.measured()).extracting(RowResult.Figure::name).containsExactly("b");
    assertThat(closed).containsExactly("second", "first");
    assertThat(progress.toString(StandardCharsets.UTF_8)).contains("failed: ");
  }

  @Test
  void ratiosAreOfMediansAndTheirSpreadOfSingleRounds() throws Exception {
    List<Double> floors = new ArrayList<>(List.of(1.0, 2.0, 4.0));
    List<Double> orchs = new ArrayList<>(List.of(3.0, 4.0, 4.0));
    RowResult result =
        run(
            new Pace(0, 3, 3, Duration.ofHours(1)),
            contest -> {
              contest.add(Contestant.floor("a", samples -> samples.add(floors.remove(0))));
              contest.add(Contestant.orch("b", samples -> samples.add(orchs.remove(0))));
            });

    RowResult.Ratio ratio =
        RowResult.ratio(result.the(Role.ORCH).orElseThrow(), result.the(Role.FLOOR).orElseThrow());
    assertThat(ratio).isEqualTo(new RowResult.Ratio(2, 1, 3));
    assertThat(Target.timesFloor(2).isReached(result)).isTrue();
    assertThat(Target.timesFloor(1.9).isReached(result)).isFalse();
    assertThat(new Target.TimesFloor(1.1, 0.99).isReached(result)).isTrue();
    assertThat(new Target.AboveFloor(2, Unit.MILLIS).isReached(result)).isTrue();
    assertThat(new Target.AboveFloor(1.9, Unit.MILLIS).isReached(result)).isFalse();
    assertThat(new Target.AtMost(3.9, Unit.MILLIS).isReached(result)).isFalse();
    assertThat(new Target.AheadOf("nobody", 2).isKnown(result)).isFalse();
    assertThat(new Target.AheadOf("a", 0.5).isReached(result)).isTrue();
    assertThat(new Target.AheadOf("a", 0.6).isReached(result)).isFalse();
  }
}
