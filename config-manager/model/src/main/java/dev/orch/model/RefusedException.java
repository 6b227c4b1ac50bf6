package dev.orch.model;

import org.jspecify.annotations.Nullable;

/**
 * Something could be done but was refused: a conflict with another writer, a guard, a missing
 * permission or a missing confirmation. Nothing was changed.
 */
public final class RefusedException extends OrchException {
  private static final long serialVersionUID = 1L;

  public RefusedException(String message, String advice) {
    super(message, advice, null);
  }

  public RefusedException(String message, String advice, @Nullable Throwable cause) {
    super(message, advice, cause);
  }
}
