package dev.orch.engine;

import org.jspecify.annotations.Nullable;

/** A trigger refused or failed; the apply is taken back. */
public final class TriggerException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Creates it from its parts.
   *
   * @param message one line for the instance's report: what was asked, what came of it
   */
  public TriggerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
