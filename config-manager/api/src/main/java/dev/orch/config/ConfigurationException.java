package dev.orch.config;

import dev.orch.model.OrchException;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that was asked for cannot be had: nothing is published yet, what is published
 * could not be put in place, or the manager is closed. What was loaded before stays valid.
 */
public final class ConfigurationException extends OrchException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates it from its parts.
   *
   * @param message one line: what happened, expected and found
   * @param advice one line: what to do now
   */
  public ConfigurationException(String message, String advice, @Nullable Throwable cause) {
    super(message, advice, cause);
  }
}
