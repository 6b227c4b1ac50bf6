package dev.orch.cli.fleet;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.ComponentOption;
import dev.orch.cli.option.Known;
import dev.orch.cli.option.LabelOption;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.instance.Labels;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orch instances}. */
@Command(
    name = "instances",
    description =
        "Lists the live instances of a component: where others reach them, their labels, and"
            + " what they run. For people and for programs that look for them.",
    footer = {
      "",
      "Examples:",
      "  orch instances --project weather --component file-mgr",
      "  orch instances -p weather -c file-mgr --label rack=a -o json"
    })
public final class InstancesCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin ProjectOption project = new ProjectOption();
  @Mixin ComponentOption component = new ComponentOption();
  @Mixin LabelOption labels = new LabelOption();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public InstancesCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    ComponentName of = component.require(settings);
    Labels wanted = labels.labels();
    try (Store connected = store.connect(settings)) {
      Known.project(connected.revisions(), name);
      List<InstanceStatus> live =
          connected.instances().instances(name, of).stream()
              .filter(InstanceStatus::live)
              .filter(it -> it.report().labels().include(wanted))
              .toList();
      if (output.json()) {
        InstancesFormat.json(invocation.out(), live);
      } else if (live.isEmpty()) {
        invocation
            .messages()
            .line(
                "orch: no live instance of " + of + (labels.isGiven() ? " has these labels" : ""));
      } else {
        InstancesFormat.table(invocation.out(), live);
      }
    }
    return ExitCode.OK.code();
  }
}
