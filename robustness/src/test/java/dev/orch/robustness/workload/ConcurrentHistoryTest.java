package dev.orch.robustness.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.robustness.ensemble.Ensemble;
import dev.orch.robustness.history.History;
import dev.orch.robustness.history.HistoryChecker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens to three servers and the ways to them, what writers and readers are told keeps
 * the promises. The seed decides what is done and which faults come; threads and servers decide the
 * rest, so a seed repeats a kind of run, not a run. {@code -Dorch.seed=N} gives another.
 */
final class ConcurrentHistoryTest {
  private static final Duration SHORT_FAULT = Duration.ofMillis(1_800);
  private static final Duration LONG_FAULT = Duration.ofSeconds(4);

  /** What the servers said is kept when it is needed. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void aShortHistoryKeepsThePromises() throws Exception {
    check(20_261_125, 10, 200, SHORT_FAULT);
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aLongHistoryKeepsThePromises(long seed) throws Exception {
    check(seed, 50, 1_000, LONG_FAULT);
  }

  private void check(long fixedSeed, int faults, int operations, Duration longest)
      throws Exception {
    long seed = Long.getLong("orch.seed", fixedSeed);
    System.out.println("history with seed " + seed);
    try (Ensemble ensemble = Ensemble.start(directory);
        Run run = new Run(ensemble, seed)) {
      try {
        run.until(faults, operations, longest);
      } finally {
        write(run.history(), Path.of("target", "history-" + seed + ".txt"));
      }
      System.out.println(run.history().counts());
      assertThat(HistoryChecker.violations(run.history())).isEmpty();
    }
  }

  /** One operation a line, in the order in which they ended. */
  private static void write(History history, Path file) throws IOException {
    List<String> lines =
        history.operations().stream()
            .sorted(Comparator.comparingLong(operation -> operation.call().returned()))
            .map(Object::toString)
            .toList();
    Files.write(file, lines, StandardCharsets.UTF_8);
  }
}
