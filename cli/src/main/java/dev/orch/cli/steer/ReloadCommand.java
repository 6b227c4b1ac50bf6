package dev.orch.cli.steer;

import dev.orch.cli.invocation.Invocation;
import dev.orch.model.command.CommandVerb;
import picocli.CommandLine.Command;

/** {@code orch reload}. */
@Command(
    name = "reload",
    description =
        "Has instances of a component read their files again, by the reload command of"
            + " the component, or restart where it has none. Otherwise as restart.",
    footer = {
      "",
      "Examples:",
      "  orch reload --project weather --component file-mgr",
      "  orch reload -p weather -c file-mgr --instance node-7"
    })
public final class ReloadCommand extends SteeringCommand {
  public ReloadCommand(Invocation invocation) {
    super(invocation, CommandVerb.RELOAD);
  }
}
