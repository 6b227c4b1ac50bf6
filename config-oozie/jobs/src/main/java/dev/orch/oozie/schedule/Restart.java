package dev.orch.oozie.schedule;

import java.time.Instant;

/** What becomes of a schedule that is taken up in its middle. */
public sealed interface Restart {
  /** With this start, the nominal times are those that are left. */
  record At(Instant start) implements Restart {}

  /** None is left. */
  record Over() implements Restart {}

  /**
   * They would be others.
   *
   * @param reason one line
   */
  record Impossible(String reason) implements Restart {}
}
