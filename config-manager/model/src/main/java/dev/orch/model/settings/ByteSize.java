package dev.orch.model.settings;

import dev.orch.model.Quoted;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sizes as people write them: a whole number of bytes, or of {@code KiB}, {@code MiB} or {@code
 * GiB} (powers of 1,024; {@code K}, {@code M} and {@code G} mean the same, case is free).
 */
public final class ByteSize {
  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("([0-9]{1,12})\\s*(?:([kmg])(?:ib)?|b)?", Pattern.CASE_INSENSITIVE);
  private static final long KIB = 1024;

  private ByteSize() {}

  /**
   * Reads one, in bytes; blanks around it don't count.
   *
   * @throws IllegalArgumentException saying what was expected and found
   */
  public static long parse(String text) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected a size such as 1048576, 512KiB, 64MiB or 1GiB, found " + Quoted.of(text));
    }
    return Long.parseLong(matcher.group(1)) * factor(matcher.group(2));
  }

  private static long factor(@Nullable String unit) {
    return switch (unit == null ? "" : unit.toLowerCase(Locale.ROOT)) {
      case "k" -> KIB;
      case "m" -> KIB * KIB;
      case "g" -> KIB * KIB * KIB;
      default -> 1;
    };
  }

  /** For people: at most three digits before the point and one behind it, {@code 3.2 MiB}. */
  public static String format(long bytes) {
    if (bytes < KIB) {
      return bytes + " B";
    }
    double value = bytes;
    String[] units = {"KiB", "MiB", "GiB", "TiB"};
    int unit = -1;
    do {
      value /= KIB;
      unit++;
    } while (value >= KIB && unit < units.length - 1);
    // Not by a format, which loads what Java knows of languages; see ADR 29.
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
    return rounded.toPlainString() + " " + units[unit];
  }
}
