package dev.orch.model.command;

import java.time.Instant;

/**
 * A command as the store has it.
 *
 * @param queuedAt by the store's clock
 * @param changedAt when its progress changed last, by the store's clock
 * @param version rises with each change
 */
public record CommandRecord(
    CommandId id,
    CommandRequest request,
    CommandProgress progress,
    Instant queuedAt,
    Instant changedAt,
    int version) {
  /**
   * Whether its time was over when it was changed last; for a claim that is when it was made. Both
   * times are the store's, whose leader gives them: no other clock has a say.
   */
  public boolean wasLate() {
    return changedAt.isAfter(queuedAt.plus(request.validity()));
  }

  public CommandState state() {
    return progress.state();
  }
}
