package dev.orch.model.component;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How constants are written in YAML, in stored documents and on the terminal. */
public final class CanonicalName {
  /** Made once, since a manifest has thousands. */
  private static final Map<Enum<?>, String> NAMES = new ConcurrentHashMap<>();

  private CanonicalName() {}

  /** {@code IN_PLACE} becomes {@code in-place}. */
  public static String of(Enum<?> constant) {
    String known = NAMES.get(constant);
    return known != null ? known : NAMES.computeIfAbsent(constant, CanonicalName::make);
  }

  private static String make(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Of each, in order. */
  public static List<String> all(Enum<?>[] constants) {
    return Arrays.stream(constants).map(CanonicalName::of).toList();
  }
}
