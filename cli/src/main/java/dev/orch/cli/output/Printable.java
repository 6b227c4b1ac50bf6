package dev.orch.cli.output;

import dev.orch.model.Quoted;

/** Text from outside, for a place in a line. */
public final class Printable {
  private static final int LIMIT = 4000;

  private Printable() {}

  /** As it is when every character shows; otherwise quoted, with escapes. */
  public static String of(String text) {
    String quoted = Quoted.of(text, LIMIT);
    return quoted.equals('"' + text + '"') ? text : quoted;
  }
}
