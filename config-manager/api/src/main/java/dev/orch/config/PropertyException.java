package dev.orch.config;

import dev.orch.model.OrchException;
import dev.orch.model.Quoted;
import org.jspecify.annotations.Nullable;

/** A property is missing, or its value is not of the type that was asked for. */
public final class PropertyException extends OrchException {
  private static final long serialVersionUID = 1L;

  private final String key;

  private PropertyException(String key, String message, String advice, @Nullable Throwable cause) {
    super(message, advice, cause);
    this.key = key;
  }

  static PropertyException missing(String key, String files) {
    return new PropertyException(
        key,
        files + ": expected a property " + Quoted.of(key) + ", found none",
        "Set it there, or ask for it with a default.",
        null);
  }

  static PropertyException malformed(
      String key, String file, String expectedAndFound, @Nullable Throwable cause) {
    return new PropertyException(
        key,
        file + ": property " + Quoted.of(key) + ": " + expectedAndFound,
        "Mend the value in that file.",
        cause);
  }

  /** The key that was asked for. */
  public String key() {
    return key;
  }
}
