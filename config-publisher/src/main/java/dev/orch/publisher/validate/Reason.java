package dev.orch.publisher.validate;

import dev.orch.model.Quoted;
import org.jspecify.annotations.Nullable;

/** What a parser says, for a place in a line: it may repeat what the file holds. */
final class Reason {
  private static final int MAX = 200;

  private Reason() {}

  /** The first line, bounded, with what does not show as escapes. */
  static String of(@Nullable String message) {
    String first = String.valueOf(message).lines().findFirst().orElse("").strip();
    String quoted = Quoted.of(first.replace('"', '\''), MAX);
    return quoted.substring(1, quoted.length() - 1);
  }
}
