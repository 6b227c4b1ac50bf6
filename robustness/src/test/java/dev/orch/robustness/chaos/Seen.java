package dev.orch.robustness.chaos;

import java.time.Duration;
import java.util.Locale;

/** What an experiment shows, in a line that can be found in the output of the build. */
public final class Seen {
  private Seen() {}

  public static void print(String format, Object... arguments) {
    System.out.printf(Locale.ROOT, "chaos: " + format + "%n", arguments);
  }

  /** {@code 1.23 s}. */
  public static String since(long startNanos) {
    Duration time = Duration.ofNanos(System.nanoTime() - startNanos);
    return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
  }
}
