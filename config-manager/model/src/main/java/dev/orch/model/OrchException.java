package dev.orch.model;

import org.jspecify.annotations.Nullable;

/**
 * A failure that is explained to the person who meets it: {@link #getMessage()} is one line of what
 * happened (expected and found), {@link #advice()} one line of what to do now.
 */
public abstract class OrchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String advice;

  protected OrchException(String message, String advice, @Nullable Throwable cause) {
    super(message, cause);
    this.advice = advice;
  }

  /** What to do now, one line. */
  public final String advice() {
    return advice;
  }
}
