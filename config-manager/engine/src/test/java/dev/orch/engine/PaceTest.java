package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @Test
  void looksOfManyAgentsAreSpreadOverAQuarterOfTheIntervalAndNeverLate() {
    Pace pace = new Pace(LONGEST, new Random(7));
    LongSummaryStatistics millis =
        IntStream.range(0, 1000).mapToLong(i -> pace.next().toMillis()).summaryStatistics();
    assertThat(millis.getMax()).isLessThanOrEqualTo(LONGEST.toMillis()).isGreaterThan(29_900);
    assertThat(millis.getMin()).isGreaterThanOrEqualTo(22_500).isLessThan(22_600);
    assertThat(millis.getAverage()).isBetween(26_000.0, 26_500.0);
  }
}
