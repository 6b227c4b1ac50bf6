package dev.orch.engine;

import java.io.IOException;

/** A source handed over other bytes than its manifest says. */
final class ContentMismatchException extends IOException {
  private static final long serialVersionUID = 1L;

  ContentMismatchException(String message) {
    super(message);
  }
}
