package dev.orch.model;

import org.jspecify.annotations.Nullable;

/**
 * A stored document or file is not what it must be: malformed, oversized, of an unknown format, or
 * its digest is another. Whoever reads it holds what it has and applies nothing.
 */
public final class CorruptDataException extends OrchException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates it from its parts.
   *
   * @param place where it is stored, as the user can look it up
   */
  public CorruptDataException(String place, String expectedAndFound, @Nullable Throwable cause) {
    super(
        place + ": " + expectedAndFound,
        "Look at what is stored there; publishing the tree again writes a sound revision.",
        cause);
  }
}
