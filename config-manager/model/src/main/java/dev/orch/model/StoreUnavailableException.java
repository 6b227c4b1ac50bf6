package dev.orch.model;

import org.jspecify.annotations.Nullable;

/** The store could not be reached, or not in time; what was asked for may be asked again. */
public final class StoreUnavailableException extends OrchException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, String advice, @Nullable Throwable cause) {
    super(message, advice, cause);
  }
}
