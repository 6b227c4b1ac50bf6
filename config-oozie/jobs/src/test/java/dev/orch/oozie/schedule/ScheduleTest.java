package dev.orch.oozie.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.oozie.schedule.Frequency.Cron;
import dev.orch.oozie.schedule.Frequency.Days;
import dev.orch.oozie.schedule.Frequency.EndOf;
import dev.orch.oozie.schedule.Frequency.Minutes;
import dev.orch.oozie.schedule.Frequency.Months;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Schedule of(Frequency frequency, String start, String end, ZoneId zone) {
    return new Schedule(frequency, Instant.parse(start), Instant.parse(end), zone);
  }

  @Test
  void isTakenUpAtTheFirstNominalTimeThatIsNotBefore() {
    Schedule hourly = of(new Minutes(60), "2026-01-01T00:30:00Z", "2027-01-01T00:00:00Z", UTC);

    assertThat(hourly.restartAt(Instant.parse("2026-03-01T10:00:00Z")))
        .isEqualTo(new Restart.At(Instant.parse("2026-03-01T10:30:00Z")));
    assertThat(hourly.restartAt(Instant.parse("2026-03-01T10:30:00Z")))
        .isEqualTo(new Restart.At(Instant.parse("2026-03-01T10:30:00Z")));
    assertThat(hourly.restartAt(Instant.parse("2026-03-01T10:31:00Z")))
        .isEqualTo(new Restart.At(Instant.parse("2026-03-01T11:30:00Z")));
  }

  @Test
  void startsAsItSaysWhenThatIsStillToCome() {
    Schedule daily = of(new Days(1), "2026-06-01T00:00:00Z", "2027-01-01T00:00:00Z", UTC);

    assertThat(daily.restartAt(Instant.parse("2026-01-01T00:00:00Z")))
        .isEqualTo(new Restart.At(Instant.parse("2026-06-01T00:00:00Z")));
  }

  @Test
  void isOverWhenNoNominalTimeIsLeft() {
    Schedule daily = of(new Days(1), "2026-06-01T00:00:00Z", "2026-06-03T00:00:00Z", UTC);

    assertThat(daily.restartAt(Instant.parse("2026-06-02T00:00:01Z")))
        .isEqualTo(new Restart.Over());
    assertThat(daily.restartAt(Instant.parse("2026-06-03T00:00:00Z")))
        .isEqualTo(new Restart.Over());
    assertThat(daily.restartAt(Instant.parse("2026-06-02T00:00:00Z")))
        .isEqualTo(new Restart.At(Instant.parse("2026-06-02T00:00:00Z")));
  }

  @Test
  void keepsTheHourOfTheDayAcrossDaylightSaving() {
    Schedule daily = of(new Days(1), "2026-03-01T05:00:00Z", "2027-01-01T00:00:00Z", BERLIN);

    assertThat(daily.restartAt(Instant.parse("2026-07-01T00:00:00Z")))
        .isEqualTo(new Restart.At(Instant.parse("2026-07-01T04:00:00Z")));
  }

  @Test
  void isNotTakenUpOnTheDayWhoseHourDoesNotExist() {
    // 02:30 in Berlin; on 29 March the clock goes from 02:00 to 03:00.
    Schedule daily = of(new Days(1), "2026-03-01T01:30:00Z", "2026-10-01T00:00:00Z", BERLIN);

    assertThat(daily.restartAt(Instant.parse("2026-03-29T00:00:00Z")))
        .isInstanceOf(Restart.Impossible.class);
    assertThat(daily.restartAt(Instant.parse("2026-03-30T00:00:00Z")))
        .isEqualTo(new Restart.At(Instant.parse("2026-03-30T00:30:00Z")));
  }

  @Test
  void refusesMonthsThatWouldDriftFromTheirDay() {
    Schedule monthly = of(new Months(1), "2026-01-31T08:00:00Z", "2030-01-01T00:00:00Z", UTC);

    assertThat(monthly.restartAt(Instant.parse("2026-02-10T00:00:00Z")))
        .isInstanceOfSatisfying(
            Restart.Impossible.class,
            impossible ->
                assertThat(impossible.reason())
                    .contains("1 months")
                    .contains("2026-02-28T08:00:00Z")
                    .contains("2026-03-28T08:00:00Z in place of 2026-03-31T08:00:00Z"));
    assertThat(monthly.restartAt(Instant.parse("2026-03-10T00:00:00Z")))
        .isEqualTo(new Restart.At(Instant.parse("2026-03-31T08:00:00Z")));
  }

  @Test
  void refusesEndsOfDaysAndMonths() {
    Schedule ends =
        of(new EndOf("endOfMonths", 1), "2026-01-15T08:00:00Z", "2030-01-01T00:00:00Z", UTC);

    assertThat(ends.restartAt(Instant.parse("2026-02-10T00:00:00Z")))
        .isInstanceOf(Restart.Impossible.class);
  }

  @Test
  void takesUpCronExpressionsAnywhereOnAFullMinute() {
    Schedule cron = of(new Cron("10 9 * * *"), "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", UTC);

    assertThat(cron.restartAt(Instant.parse("2026-05-05T09:10:00Z")))
        .isEqualTo(new Restart.At(Instant.parse("2026-05-05T09:10:00Z")));
    assertThat(cron.restartAt(Instant.parse("2026-05-05T09:10:01Z")))
        .isEqualTo(new Restart.At(Instant.parse("2026-05-05T09:11:00Z")));
  }

  @Property(tries = 300)
  void goesOnWithExactlyTheTimesThatAreLeftOrRefuses(
      @ForAll("frequencies") Frequency frequency,
      @ForAll @IntRange(max = 500_000) int startMinute,
      @ForAll @IntRange(max = 1_000_000) int fromMinute) {
    Instant start = Instant.parse("2024-01-01T00:00:00Z").plusSeconds(60L * startMinute);
    Instant end = start.plusSeconds(60L * 1_500_000);
    Instant from = start.plusSeconds(60L * fromMinute);
    Schedule schedule = new Schedule(frequency, start, end, BERLIN);

    Restart restart = schedule.restartAt(from);

    List<Instant> left = nominals(schedule, 3_000).stream().filter(t -> !t.isBefore(from)).toList();
    if (restart instanceof Restart.At at) {
      Schedule resumed = new Schedule(frequency, at.start(), end, BERLIN);
      List<Instant> found = nominals(resumed, left.size());
      assertThat(found).isEqualTo(left.subList(0, found.size())).hasSize(left.size());
    } else if (restart instanceof Restart.Over) {
      assertThat(left).isEmpty();
    } else {
      assertThat(frequency).isNotInstanceOf(Minutes.class);
    }
  }

  private static List<Instant> nominals(Schedule schedule, int limit) {
    List<Instant> times = new ArrayList<>();
    for (int k = 0; k < limit; k++) {
      Instant time =
          schedule.frequency().nominal(schedule.start(), schedule.zone(), k).orElseThrow();
      if (!time.isBefore(schedule.end())) {
        break;
      }
      times.add(time);
    }
    return times;
  }

  @Provide
  Arbitrary<Frequency> frequencies() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(700, 9_000).map(Minutes::new),
        Arbitraries.integers().between(1, 20).map(Days::new),
        Arbitraries.integers().between(1, 5).map(Months::new));
  }
}
