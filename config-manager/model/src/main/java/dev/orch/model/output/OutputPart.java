package dev.orch.model.output;

/**
 * What was written after a place, or the last of it.
 *
 * @param end how far it goes
 * @param text as UTF-8, where it is none replaced; at most {@value #MAX_BYTES} bytes
 */
public record OutputPart(OutputPlace end, String text) {
  /** The most that is told at a time, and kept. */
  public static final int MAX_BYTES = 64 * 1024;
}
