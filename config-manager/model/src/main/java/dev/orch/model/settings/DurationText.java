package dev.orch.model.settings;

import dev.orch.model.Quoted;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: a whole number and its unit, {@code ms}, {@code s}, {@code m},
 * {@code h} or {@code d} ({@code 500ms}, {@code 30s}, {@code 2 h}), or ISO 8601 ({@code PT1M30S}).
 * Never negative. A number alone is refused: its unit would be a guess.
 */
public final class DurationText {
  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,12})\\s*(ms|s|m|h|d)");

  private DurationText() {}

  /**
   * Reads one; blanks around it don't count.
   *
   * @throws IllegalArgumentException saying what was expected and found
   */
  public static Duration parse(String text) {
    String trimmed = text.strip();
    Matcher matcher = NUMBER_AND_UNIT.matcher(trimmed);
    if (matcher.matches()) {
      return of(Long.parseLong(matcher.group(1)), matcher.group(2));
    }
    try {
      if (!trimmed.isEmpty() && Character.toUpperCase(trimmed.charAt(0)) == 'P') {
        Duration duration = Duration.parse(trimmed);
        if (!duration.isNegative()) {
          return duration;
        }
      }
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(expected(text), e);
    }
    throw new IllegalArgumentException(expected(text));
  }

  private static Duration of(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static String expected(String text) {
    return "expected a duration such as 500ms, 30s, 5m, 2h or PT1M30S, found " + Quoted.of(text);
  }
}
