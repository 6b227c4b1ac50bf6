package dev.orch.config;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, the last first, and each although another could not be closed. */
final class CloseStack implements AutoCloseable {
  private final Deque<Closing> opened = new ArrayDeque<>();

  /** Ends one thing. */
  @FunctionalInterface
  interface Closing {
    void close();
  }

  void push(Closing closing) {
    opened.push(closing);
  }

  @Override
  public void close() {
    RuntimeException failure = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
