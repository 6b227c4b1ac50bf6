package dev.orch.agent.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  private static BackoffPolicy policy(double jitter) {
    return new BackoffPolicy(
        Duration.ofSeconds(1), Duration.ofSeconds(10), jitter, Duration.ofSeconds(30));
  }

  @Test
  void waitsDoubleUpToTheLongestAndBeginAgainAfterASoundRun() {
    Backoff backoff = new Backoff(policy(0), new Random(1));
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      waits.add(backoff.afterCrash(SHORT).toSeconds());
    }
    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
    assertThat(backoff.afterCrash(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(1));
    assertThat(backoff.crashes()).isEqualTo(1);
  }

  @Property
  void chanceOnlyTakesOffAndNeverMoreThanItMay(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int crashes) {
    Backoff jittered = new Backoff(policy(0.25), new Random(seed));
    Backoff plain = new Backoff(policy(0), new Random(seed));
    Duration wait = Duration.ZERO;
    Duration full = Duration.ZERO;
    for (int i = 0; i < crashes; i++) {
      wait = jittered.afterCrash(SHORT);
      full = plain.afterCrash(SHORT);
    }
    assertThat(wait).isBetween(full.multipliedBy(3).dividedBy(4), full);
  }
}
