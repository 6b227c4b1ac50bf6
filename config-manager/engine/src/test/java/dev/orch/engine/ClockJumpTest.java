package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.testing.SettableClock;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that jumps by a year, forward and back, loses nothing and starts nothing. */
class ClockJumpTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final List<Period> JUMPS =
      List.of(Period.ofYears(1), Period.ofYears(-2), Period.ofYears(1));

  private final SettableClock clock = new SettableClock(START);
  @TempDir Path home;
  private HomeFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new HomeFixture(home, HomeOptions.DEFAULT, clock);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void whatGaveWayIsKeptApartThoughTheClockShowsTheSameTimeAgain() throws Exception {
    fixture.apply(1, Trees.of("a", "1"));
    fixture.write("a", "edited");
    fixture.apply(2, Trees.of("a", "2"));
    for (Period jump : JUMPS) {
      clock.jump(jump);
    }
    assertThat(clock.instant()).isEqualTo(START);
    fixture.apply(1, Trees.of("a", "1"));
    fixture.write("a", "edited again");
    Outcome outcome = fixture.apply(2, Trees.of("a", "2"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied ->
                assertThat(applied.kept())
                    .extracting(fixture::read)
                    .containsExactly("edited again"));
    assertThat(fixture.read(".orch/originals/20260601T000000Z-r2/a")).isEqualTo("edited");
    assertThat(fixture.read(".orch/originals/20260601T000000Z-r2.2/a")).isEqualTo("edited again");
  }

  @Test
  void whatFailedIsNotTriedAgainForAJump() throws Exception {
    fixture.apply(1, Trees.of("a", "1"));
    fixture.trigger.failOn("activate");
    fixture.apply(2, Trees.of("a", "2"));
    int calls = fixture.trigger.calls().size();
    fixture.trigger.work();

    for (Period jump : JUMPS) {
      clock.jump(jump);
      assertThat(fixture.reconcile()).isInstanceOf(Outcome.Failed.class);
    }
    assertThat(fixture.trigger.calls()).hasSize(calls);
    assertThat(fixture.apply(3, Trees.of("a", "3"))).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void anEditIsFoundWhateverTimeItsFileBears() throws Exception {
    fixture.apply(1, Trees.of("a", "1", "b", "2"));
    for (Period jump : JUMPS) {
      clock.jump(jump);
      fixture.write("a", "x");
      Files.setLastModifiedTime(fixture.path("a"), FileTime.from(clock.instant()));
      Files.setLastModifiedTime(fixture.path("b"), FileTime.from(clock.instant()));

      assertThat(fixture.reconcile())
          .isInstanceOfSatisfying(
              Outcome.UpToDate.class,
              now -> assertThat(now.drifted()).extracting(Object::toString).containsExactly("a"));
    }
  }
}
