package dev.orch.cli.rollout;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.fleet.WaitOption;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.ComponentOption;
import dev.orch.cli.option.ConfirmOption;
import dev.orch.cli.option.Known;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.publish.CommitFlags;
import dev.orch.cli.publish.Committing;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.Head;
import dev.orch.model.store.Store;
import dev.orch.publisher.CommitResult;
import dev.orch.publisher.Publisher;
import dev.orch.publisher.PublisherSettings;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orch rollout abort}. */
@Command(
    name = "abort",
    description =
        "Makes live again what was stable before the rollout, as a new revision. Instances that"
            + " went ahead go back, as many at a time as before; the others are left alone.",
    footer = {
      "",
      "Examples:",
      "  orch rollout abort --project weather --component file-mgr",
      "  orch rollout abort -p weather -c file-mgr --yes -m \"The new pool was too large\""
    })
final class RolloutAbortCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin ProjectOption project = new ProjectOption();
  @Mixin ComponentOption component = new ComponentOption();
  @Mixin ConfirmOption confirm = new ConfirmOption();
  @Mixin CommitFlags flags = new CommitFlags();
  @Mixin WaitOption wait = new WaitOption();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  RolloutAbortCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    ComponentName which = component.require(settings);
    PublisherSettings limits = PublisherSettings.of(settings.withOptions(flags.settings()));
    try (Store connected = store.connect(settings)) {
      Head head = Known.project(connected.revisions(), name);
      Known.of("component", LayerName.of(which), head.components());
      if (!flags.isDryRun()) {
        confirm.confirm("Go back to what was stable of " + name + "/" + which, invocation);
      }
      CommitResult result =
          new Publisher(connected, limits).abort(name, which, flags.options(settings));
      return new Committing(invocation, output.json(), wait).tell(connected, result).code();
    }
  }
}
