package dev.orch.metrics;

import java.util.Locale;

/** How the values of labels are written. */
public final class Words {
  private Words() {}

  /** A constant's name in small letters, as {@code up_to_date}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
