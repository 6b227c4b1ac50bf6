package dev.orch.cli.agent;

import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.output.Messages;
import dev.orch.cli.output.Printable;
import dev.orch.engine.Outcome;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.component.ChangeList;

/** Says what came of one look at the desired state, and which exit code goes with it. */
final class OutcomeReport {
  private final Messages messages;
  private final boolean requireFresh;

  /** With a store out of reach as a failure, always, if {@code requireFresh}. */
  OutcomeReport(Messages messages, boolean requireFresh) {
    this.messages = messages;
    this.requireFresh = requireFresh;
  }

  ExitCode report(Outcome outcome) {
    if (outcome instanceof Outcome.UpToDate same) {
      say("the home is up to date" + revision(same.revision()));
      same.drifted().forEach(path -> say("changed by someone else, left so: " + path));
      return ExitCode.OK;
    }
    if (outcome instanceof Outcome.Applied applied) {
      ChangeList changes = applied.actions().changes();
      say(
          "applied"
              + revision(applied.revision())
              + ": "
              + changes.addedCount()
              + " new, "
              + changes.modifiedCount()
              + " modified, "
              + changes.deletedCount()
              + " deleted; asked for: "
              + CanonicalName.of(applied.actions().reaction()));
      applied.drifted().forEach(path -> say("changed by someone else, left so: " + path));
      applied.kept().forEach(path -> say("changed by someone else, kept at " + path));
      return ExitCode.OK;
    }
    if (outcome instanceof Outcome.Held held) {
      say("held, nothing was changed: " + Printable.of(held.reason()));
      held.paths().forEach(path -> messages.line("  " + Printable.of(path.value())));
      return ExitCode.REFUSED;
    }
    if (outcome instanceof Outcome.UnderWay underWay) {
      say("under way" + revision(underWay.revision()) + ": " + Printable.of(underWay.reason()));
      return ExitCode.OK;
    }
    if (outcome instanceof Outcome.Failed failed) {
      say("failed and undone: " + Printable.of(failed.reason()));
      return ExitCode.APPLY_FAILED;
    }
    if (outcome instanceof Outcome.Damaged damaged) {
      say("damaged, the component is not started: " + Printable.of(damaged.reason()));
      return ExitCode.APPLY_FAILED;
    }
    return reportWithoutState(outcome);
  }

  private ExitCode reportWithoutState(Outcome outcome) {
    if (outcome instanceof Outcome.Removed || outcome instanceof Outcome.Cleared) {
      say("warning: the component is not published any more; its files stay as they are");
      return ExitCode.OK;
    }
    if (outcome instanceof Outcome.SourceUnavailable away) {
      boolean goOn = away.homeComplete() && !requireFresh;
      say((goOn ? "warning: " : "") + Printable.of(away.reason()));
      say(
          away.homeComplete()
              ? "the home holds a complete revision, which may not be the newest"
              : "the home holds no complete revision");
      away.drifted().forEach(path -> say("warning: changed by someone else, left so: " + path));
      return goOn ? ExitCode.OK : ExitCode.UNREACHABLE;
    }
    say("nothing is published for this component yet");
    say("see what is with: orch status");
    return ExitCode.INVALID;
  }

  private static String revision(long number) {
    return number == 0 ? "" : " at revision " + number;
  }

  private void say(String line) {
    messages.line("orch: " + line);
  }
}
