package dev.orch.publisher.spec;

import java.time.Duration;

/**
 * A command of the component's own that judges its files before they are published.
 *
 * @param line for {@code /bin/sh -c}
 * @param timeout after it, it counts as failed
 */
public record ValidatorCommand(String line, Duration timeout) {
  /** When nothing else is said. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(1);
}
