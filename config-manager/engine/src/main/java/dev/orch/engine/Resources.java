package dev.orch.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what was opened, the last first, whatever goes wrong on the way. Used by one thread at a
 * time.
 */
public final class Resources implements AutoCloseable {
  private final Deque<Closing> opened = new ArrayDeque<>();

  /** Nothing is open yet. */
  public Resources() {}

  /** Ends one thing. */
  @FunctionalInterface
  public interface Closing {
    void close();
  }

  /** To be closed before everything that was added so far. */
  public void add(Closing closing) {
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
