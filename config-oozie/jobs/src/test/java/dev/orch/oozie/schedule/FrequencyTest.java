package dev.orch.oozie.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.oozie.schedule.Frequency.Cron;
import dev.orch.oozie.schedule.Frequency.Days;
import dev.orch.oozie.schedule.Frequency.EndOf;
import dev.orch.oozie.schedule.Frequency.Minutes;
import dev.orch.oozie.schedule.Frequency.Months;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrequencyTest {
  @Test
  void readsWhatDefinitionsSay() {
    assertThat(Frequency.parse("60")).contains(new Minutes(60));
    assertThat(Frequency.parse("${coord:minutes(5)}")).contains(new Minutes(5));
    assertThat(Frequency.parse(" ${ coord:hours( 2 ) } ")).contains(new Minutes(120));
    assertThat(Frequency.parse("${coord:days(1)}")).contains(new Days(1));
    assertThat(Frequency.parse("${coord:months(3)}")).contains(new Months(3));
    assertThat(Frequency.parse("${coord:endOfDays(1)}")).contains(new EndOf("endOfDays", 1));
    assertThat(Frequency.parse("10  9 * * MON-FRI")).contains(new Cron("10 9 * * MON-FRI"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "-5", "1.5", "${coord:days(0)}", "${coord:years(1)}", "${days}", "* * *"})
  void understandsNothingElse(String text) {
    assertThat(Frequency.parse(text)).isEmpty();
  }

  @Test
  void readsWhatTheServerSays() {
    assertThat(Frequency.ofServer("10", "MINUTE")).contains(new Minutes(10));
    assertThat(Frequency.ofServer("2", "HOUR")).contains(new Minutes(120));
    assertThat(Frequency.ofServer("1", "DAY")).contains(new Days(1));
    assertThat(Frequency.ofServer("1", "MONTH")).contains(new Months(1));
    assertThat(Frequency.ofServer("0 * * * *", "CRON")).contains(new Cron("0 * * * *"));
    assertThat(Frequency.ofServer("1", "END_OF_MONTH")).isEmpty();
  }
}
