package dev.orch.model.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "30s, PT30S",
    "0s, PT0S",
    "5m, PT5M",
    "2 h, PT2H",
    "' 1d ', PT24H",
    "PT1M30S, PT1M30S",
    "pt2s, PT2S",
  })
  void aNumberWithItsUnitAndIsoAreUnderstood(String text, Duration expected) {
    assertThat(DurationText.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "30", "s", "-5s", "1.5s", "5 minutes", "PT-5S", "P", "9999999999999s"})
  void anythingElseIsRefusedWithWhatWasExpected(String text) {
    assertThatThrownBy(() -> DurationText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected a duration such as 500ms")
        .hasMessageContaining("found \"" + text + "\"");
  }
}
