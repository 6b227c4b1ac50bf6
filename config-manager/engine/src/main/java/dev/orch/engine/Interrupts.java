package dev.orch.engine;

import java.nio.channels.ClosedByInterruptException;

/** Finds interrupts that show as something else. */
public final class Interrupts {
  private Interrupts() {}

  /** A thread that is interrupted while it writes sees its file closed, not an interrupt. */
  public static void throwIfInterrupted(Exception e) throws InterruptedException {
    boolean interrupted = Thread.interrupted();
    if (interrupted || e instanceof ClosedByInterruptException) {
      InterruptedException interrupt = new InterruptedException("interrupted: " + e.getMessage());
      interrupt.initCause(e);
      throw interrupt;
    }
  }
}
