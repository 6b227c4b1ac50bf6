package dev.orch.agent.process;

import java.time.Duration;
import java.util.List;

/**
 * How an agent treats its child.
 *
 * @param command program and arguments, at least one; found by the agent's {@code PATH}
 * @param stopTimeout between TERM and KILL
 * @param settle how long a child must have run after an apply for the apply to have succeeded
 * @param backoff when it is started again after a crash
 * @param output where both its output streams go
 */
public record ChildSettings(
    List<String> command,
    Duration stopTimeout,
    Duration settle,
    BackoffPolicy backoff,
    ProcessBuilder.Redirect output) {
  /** How long a child gets between TERM and KILL when nothing else is said. */
  public static final Duration DEFAULT_STOP_TIMEOUT = Duration.ofSeconds(30);

  /** How long a child must run to count as started when nothing else is said. */
  public static final Duration DEFAULT_SETTLE = Duration.ofSeconds(1);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when there is no program, or a duration is negative
   */
  public ChildSettings {
    command = List.copyOf(command);
    if (command.isEmpty() || command.get(0).isEmpty()) {
      throw new IllegalArgumentException("expected a program to run as the child, found none");
    }
    if (stopTimeout.isNegative() || settle.isNegative()) {
      throw new IllegalArgumentException(
          "expected durations of 0 or more, found " + stopTimeout + " and " + settle);
    }
  }

  /** The same, with both its output streams going there. */
  public ChildSettings writingTo(ProcessBuilder.Redirect place) {
    return new ChildSettings(command, stopTimeout, settle, backoff, place);
  }

  /** With the defaults, and the agent's own output streams. */
  public static ChildSettings of(List<String> command) {
    return new ChildSettings(
        command,
        DEFAULT_STOP_TIMEOUT,
        DEFAULT_SETTLE,
        BackoffPolicy.DEFAULT,
        ProcessBuilder.Redirect.INHERIT);
  }
}
