package dev.orch.agent;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, the last first, whatever goes wrong on the way. */
final class Resources implements AutoCloseable {
  private final Deque<Closing> opened = new ArrayDeque<>();

  /** Ends one thing. */
  @FunctionalInterface
  interface Closing {
    void close();
  }

  void add(Closing closing) {
    opened.push(closing);
  }

  @Override
  public void close() {
    RuntimeException first = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
