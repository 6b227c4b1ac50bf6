package dev.orch.cli.steer;

import dev.orch.cli.invocation.Invocation;
import dev.orch.model.command.CommandVerb;
import picocli.CommandLine.Command;

/** {@code orch reconcile}. */
@Command(
    name = "reconcile",
    description =
        "Has instances of a component look now whether something is to be applied,"
            + " instead of when their time comes, and says what came of it. Otherwise as"
            + " restart.",
    footer = {
      "",
      "Examples:",
      "  orch reconcile --project weather --component file-mgr",
      "  orch reconcile -p weather -c file-mgr --instance node-7"
    })
public final class ReconcileCommand extends SteeringCommand {
  public ReconcileCommand(Invocation invocation) {
    super(invocation, CommandVerb.RECONCILE);
  }
}
