package dev.orch.model;

/**
 * Text from outside, made safe to put into a message: quoted, bounded, and with control characters
 * and other invisible ones shown as escapes, so that hostile input cannot rewrite a terminal or a
 * log line.
 */
public final class Quoted {
  private Quoted() {}

  /** The text in double quotes, cut after 120 characters. */
  public static String of(String text) {
    return of(text, 120);
  }

  /** The text in double quotes, cut after {@code limit} characters. */
  public static String of(String text, int limit) {
    StringBuilder quoted = new StringBuilder(Math.min(text.length(), limit) + 8).append('"');
    text.codePoints().limit(limit).forEach(c -> append(quoted, c));
    if (text.codePointCount(0, text.length()) > limit) {
      quoted.append('…');
    }
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int c) {
    switch (c) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      default -> {
        if (isInvisible(c)) {
          quoted.append(String.format("\\u%04x", c));
        } else {
          quoted.appendCodePoint(c);
        }
      }
    }
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
