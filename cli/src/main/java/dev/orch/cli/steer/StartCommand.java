package dev.orch.cli.steer;

import dev.orch.cli.invocation.Invocation;
import dev.orch.model.command.CommandVerb;
import picocli.CommandLine.Command;

/** {@code orch start}. */
@Command(
    name = "start",
    description =
        "Has instances of a component start what they were told to keep stopped."
            + " Otherwise as restart.",
    footer = {
      "",
      "Examples:",
      "  orch start --project weather --component file-mgr --instance node-7",
      "  orch start -p weather -c file-mgr --max-unavailable 1"
    })
public final class StartCommand extends SteeringCommand {
  public StartCommand(Invocation invocation) {
    super(invocation, CommandVerb.START);
  }
}
