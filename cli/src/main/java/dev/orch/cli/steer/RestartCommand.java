package dev.orch.cli.steer;

import dev.orch.cli.invocation.Invocation;
import dev.orch.model.command.CommandVerb;
import picocli.CommandLine.Command;

/** {@code orch restart}. */
@Command(
    name = "restart",
    description =
        "Has instances of a component stop and start what runs on their homes, at most"
            + " once each, and waits for it. Exit code 0 when all have done it, 5 when not all"
            + " answered in time, 6 when some failed or refused.",
    footer = {
      "",
      "Examples:",
      "  orch restart --project weather --component file-mgr --max-unavailable 1",
      "  orch restart -p weather -c file-mgr --label rack=a --expires 30s -o json"
    })
public final class RestartCommand extends SteeringCommand {
  public RestartCommand(Invocation invocation) {
    super(invocation, CommandVerb.RESTART);
  }
}
