package dev.orch.cli.output;

/** The few colours that mean something, as ANSI escapes (ECMA-48 SGR). */
public enum Colour {
  GREEN(32),
  RED(31),
  YELLOW(33);

  private final int code;

  Colour(int code) {
    this.code = code;
  }

  /** The text in this colour, if colour is wanted. */
  public String paint(String text, boolean wanted) {
    return wanted ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
