package dev.orch.cli.agent;

import dev.orch.cli.output.ChangeFormat;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Printable;
import dev.orch.engine.DryRun;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.component.ChangeList;
import dev.orch.model.path.ConfigPath;

/** Prints what an apply would do. */
final class DryRunFormat {
  private DryRunFormat() {}

  static void text(Output out, DryRun run) {
    ChangeList changes = run.actions().changes();
    changes.changes().forEach(change -> out.line(ChangeFormat.line("", change)));
    run.inTheWay()
        .forEach(path -> out.line("! " + Printable.of(path.value()) + " is in the way (--adopt)"));
    run.drifted()
        .forEach(path -> out.line("? " + Printable.of(path.value()) + " was changed by someone"));
    out.line(
        changes.addedCount()
            + " new, "
            + changes.modifiedCount()
            + " modified, "
            + changes.deletedCount()
            + " deleted; would ask for: "
            + CanonicalName.of(run.actions().reaction()));
  }

  static void json(Output out, DryRun run) {
    JsonWriter.object(
        out,
        json ->
            json.member("reaction", CanonicalName.of(run.actions().reaction()))
                .member("files", run.actions().changes().changes(), ChangeFormat::write)
                .texts("inTheWay", run.inTheWay().stream().map(ConfigPath::value).toList())
                .texts("drifted", run.drifted().stream().map(ConfigPath::value).toList()));
  }
}
