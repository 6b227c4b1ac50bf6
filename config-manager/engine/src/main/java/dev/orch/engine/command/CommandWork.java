package dev.orch.engine.command;

import dev.orch.model.command.CommandResult;
import dev.orch.model.command.CommandVerb;

/** Carries out a command, other than to look again. */
@FunctionalInterface
public interface CommandWork {
  /**
   * Does it, on the thread that applies revisions. What can go wrong is a result.
   *
   * @throws InterruptedException when the agent ends meanwhile
   */
  CommandResult run(CommandVerb verb) throws InterruptedException;

  /** Refuses everything. */
  static CommandWork refusing(String reason) {
    return verb -> CommandResult.refused(reason);
  }
}
