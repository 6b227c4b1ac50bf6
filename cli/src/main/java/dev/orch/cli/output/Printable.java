package dev.orch.cli.output;

import dev.orch.model.Quoted;

/** Text from outside, for a place in a line. */
public final class Printable {
  private static final int LIMIT = 4000;

  private Printable() {}

  /** As it is when every character shows; otherwise quoted, with escapes. */
  public static String of(String text) {
    // Quotes and backslashes are the two that show and are escaped nevertheless.
    String shown = text.replace('"', '_').replace('\\', '_');
    return Quoted.of(shown, LIMIT).equals('"' + shown + '"') ? text : Quoted.of(text, LIMIT);
  }
}
