package dev.orch.zookeeper.codec;

import dev.orch.model.Quoted;
import dev.orch.model.component.CanonicalName;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Values that several documents have. */
final class Values {
  private static final int MAX_INSTANT = 40;
  private static final int MAX_CONSTANT = 40;

  private Values() {}

  /** ISO-8601 in UTC. */
  static Instant instant(JsonIn in) throws IOException {
    String text = in.string(MAX_INSTANT);
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "expected a time like 2026-11-20T12:00:00Z, found " + Quoted.of(text), e);
    }
  }

  /** A constant by its canonical name. */
  static <E extends Enum<E>> E constant(JsonIn in, E[] values) throws IOException {
    String text = in.string(MAX_CONSTANT);
    for (E value : values) {
      if (CanonicalName.of(value).equals(text)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "expected one of " + CanonicalName.all(values) + ", found " + Quoted.of(text));
  }
}
