package dev.orch.cli.steer;

import dev.orch.cli.invocation.Invocation;
import dev.orch.model.command.CommandVerb;
import picocli.CommandLine.Command;

/** {@code orch stop}. */
@Command(
    name = "stop",
    description =
        "Has instances of a component stop what runs on their homes, and keep it"
            + " stopped: over restarts of their agents and new revisions, which are applied"
            + " without starting it, until they are told to start. Otherwise as restart.",
    footer = {
      "",
      "Examples:",
      "  orch stop --project weather --component file-mgr --instance node-7",
      "  orch stop -p weather -c file-mgr --label rack=a"
    })
public final class StopCommand extends SteeringCommand {
  public StopCommand(Invocation invocation) {
    super(invocation, CommandVerb.STOP);
  }
}
