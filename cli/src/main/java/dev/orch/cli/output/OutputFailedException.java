package dev.orch.cli.output;

import java.io.IOException;

/** Standard output could not be written. */
public final class OutputFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean readerGone;

  OutputFailedException(String message, boolean readerGone, IOException cause) {
    super(message, cause);
    this.readerGone = readerGone;
  }

  /** Whether it is only that nobody reads it any more, as after {@code | head}. */
  public boolean readerGone() {
    return readerGone;
  }
}
