package dev.orch.engine.command;

import dev.orch.engine.Outcome;
import dev.orch.model.command.CommandResult;

/** What a look means as the result of a command to look. */
final class ReconcileResult {
  private ReconcileResult() {}

  static CommandResult of(Outcome outcome) {
    if (outcome instanceof Outcome.UpToDate upToDate) {
      return CommandResult.done(
          "runs revision "
              + upToDate.revision()
              + (upToDate.drifted().isEmpty()
                  ? ""
                  : "; " + upToDate.drifted().size() + " files were changed by others"));
    } else if (outcome instanceof Outcome.Applied applied) {
      return CommandResult.done("applied revision " + applied.revision());
    } else if (outcome instanceof Outcome.UnderWay underWay) {
      return CommandResult.done("under way: " + underWay.reason());
    } else if (outcome instanceof Outcome.Held held) {
      return CommandResult.failed("held: " + held.reason());
    } else if (outcome instanceof Outcome.Failed failed) {
      return CommandResult.failed(failed.reason());
    } else if (outcome instanceof Outcome.Damaged damaged) {
      return CommandResult.failed("damaged: " + damaged.reason());
    } else if (outcome instanceof Outcome.SourceUnavailable away) {
      return CommandResult.failed(away.reason());
    }
    return CommandResult.done("nothing is published for it");
  }
}
