package dev.orch.cli.rollout;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.Known;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.Head;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orch rollout status}. */
@Command(
    name = "status",
    description = "Shows the rollouts of what is live: how far each is, who failed and why.",
    footer = {
      "",
      "Examples:",
      "  orch rollout status --project weather",
      "  orch rollout status --project weather --component file-mgr -o json"
    })
final class RolloutStatusCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin ProjectOption project = new ProjectOption();

  @Option(
      names = {"-c", "--component"},
      paramLabel = "NAME",
      description = "Only this component.")
  @Nullable ComponentName component;

  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  RolloutStatusCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    try (Store connected = store.connect(settings)) {
      Head head = Known.project(connected.revisions(), name);
      if (component != null) {
        Known.of("component", LayerName.of(component), head.components());
      }
      List<RolloutView> views = RolloutView.of(connected, name, head, component);
      if (output.json()) {
        RolloutFormat.json(invocation.out(), views);
      } else if (views.isEmpty()) {
        invocation.messages().line("orch: nothing is rolled out");
      } else {
        RolloutFormat.table(invocation.out(), views);
      }
    }
    return ExitCode.OK.code();
  }
}
