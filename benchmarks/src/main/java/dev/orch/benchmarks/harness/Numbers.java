package dev.orch.benchmarks.harness;

import java.util.Locale;

/** Numbers as people read them: three digits that count. */
public final class Numbers {
  private Numbers() {}

  /** 0.123, 1.23, 12.3, 123, 12,345. */
  public static String three(double value) {
    double size = Math.abs(value);
    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** Without a fraction that says nothing: 2, 1.5. */
  static String shortest(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : Double.toString(value);
  }
}
