package dev.orch.model.output;

/**
 * How far something that is written was read.
 *
 * @param stream tells one run of a command or child from all others; empty before anything was read
 * @param length how many bytes of it
 */
public record OutputPlace(String stream, long length) {
  /** Before anything was read. */
  public static final OutputPlace NOTHING = new OutputPlace("", 0);

  /** The longest name of a stream, in characters. */
  public static final int MAX_STREAM = 200;

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException when the name is too long, or the length negative
   */
  public OutputPlace {
    if (stream.length() > MAX_STREAM || length < 0) {
      throw new IllegalArgumentException("expected a place in what was written");
    }
  }
}
