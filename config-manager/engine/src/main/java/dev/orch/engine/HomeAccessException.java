package dev.orch.engine;

import java.io.IOException;

/** The home could not be read or written, as opposed to the source. */
final class HomeAccessException extends IOException {
  private static final long serialVersionUID = 1L;

  HomeAccessException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
