package dev.orch.engine;

import java.io.IOException;

/** Remembers in a home, across restarts, that what runs on it is to be kept stopped. */
public interface StoppedMark {
  /** Whether it is to be kept stopped. */
  boolean isSet() throws IOException;

  /** Durable when it returns. */
  void set(boolean stopped) throws IOException;
}
