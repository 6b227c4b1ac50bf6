package dev.orch.model.component;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The programs by which the {@code command} trigger stops, starts and reloads a component: command
 * lines for {@code /bin/sh -c}, run with the home as working directory.
 */
public final class CommandSpec {
  /** How long a command may take when nothing else is said. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  /** No command at all. */
  public static final CommandSpec NONE = new CommandSpec(null, null, null, DEFAULT_TIMEOUT);

  private final @Nullable String stop;
  private final @Nullable String start;
  private final @Nullable String reload;
  private final Duration timeout;

  /**
   * Null means that there is no such command.
   *
   * @throws IllegalArgumentException when the time limit is not above zero
   */
  public CommandSpec(
      @Nullable String stop, @Nullable String start, @Nullable String reload, Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("expected a time limit above zero, found " + timeout);
    }
    this.stop = stop;
    this.start = start;
    this.reload = reload;
    this.timeout = timeout;
  }

  public Optional<String> stop() {
    return Optional.ofNullable(stop);
  }

  public Optional<String> start() {
    return Optional.ofNullable(start);
  }

  public Optional<String> reload() {
    return Optional.ofNullable(reload);
  }

  /** The time limit of each. */
  public Duration timeout() {
    return timeout;
  }
}
