package dev.orch.model.component;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How constants are written in YAML, in stored documents and on the terminal. */
public final class CanonicalName {
  private CanonicalName() {}

  /** {@code IN_PLACE} becomes {@code in-place}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Of each, in order. */
  public static List<String> all(Enum<?>[] constants) {
    return Arrays.stream(constants).map(CanonicalName::of).toList();
  }
}
