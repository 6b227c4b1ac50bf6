package dev.orch.oozie.home;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object, typed. Each method throws {@link IllegalArgumentException} that
 * names the field when it is not what it must be.
 */
record Fields(JsonNode object) {
  boolean has(String name) {
    return object.hasNonNull(name);
  }

  private JsonNode expect(String name, boolean fits, String what) {
    if (!fits) {
      throw new IllegalArgumentException(
          "expected " + what + " in the field \"" + name + "\", found " + object.get(name));
    }
    return object.get(name);
  }

  private JsonNode of(String name) {
    return object.path(name);
  }

  String text(String name) {
    return expect(name, of(name).isTextual(), "a text").textValue();
  }

  /** Null if there is no such field. */
  @Nullable String optionalText(String name) {
    return has(name) ? text(name) : null;
  }

  long number(String name) {
    return expect(name, of(name).canConvertToLong() && of(name).isIntegralNumber(), "a number")
        .longValue();
  }

  Instant time(String name) {
    return Instant.parse(text(name));
  }

  /** Null if there is no such field. */
  @Nullable Instant optionalTime(String name) {
    return has(name) ? time(name) : null;
  }

  Fields object(String name) {
    return new Fields(expect(name, of(name).isObject(), "an object"));
  }

  Iterable<JsonNode> list(String name) {
    return expect(name, of(name).isArray(), "a list");
  }
}
