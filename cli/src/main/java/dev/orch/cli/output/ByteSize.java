package dev.orch.cli.output;

import java.util.Locale;

/** Byte counts for people. */
public final class ByteSize {
  private static final String UNITS = "KMGT";

  private ByteSize() {}

  /** {@code 512 B}, {@code 1.5 KiB}, {@code 64.0 MiB}. */
  public static String of(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 1024 && unit < UNITS.length() - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %ciB", value, UNITS.charAt(unit));
  }
}
