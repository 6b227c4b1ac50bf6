package dev.orch.cli.fleet;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orch retry}. */
@Command(
    name = "retry",
    description =
        "Asks instances to try again what failed, after its cause was mended: all that"
            + " are FAILED, HELD or DAMAGED, or exactly the one that is named.",
    footer = {
      "",
      "Examples:",
      "  orch retry --project weather",
      "  orch retry --project weather --component file-mgr --instance node-7"
    })
public final class RetryCommand implements Callable<Integer> {
  private static final Set<InstanceState> TROUBLED =
      EnumSet.of(InstanceState.FAILED, InstanceState.HELD, InstanceState.DAMAGED);

  private final Invocation invocation;

  @Mixin ProjectOption project = new ProjectOption();
  @Mixin InstanceOptions instances = new InstanceOptions();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin CommonOptions common = new CommonOptions();

  public RetryCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    try (Store connected = store.connect(settings)) {
      List<InstanceStatus> asked =
          instances.select(connected, name).stream()
              .filter(it -> instances.namesOne() || TROUBLED.contains(it.report().state()))
              .toList();
      for (InstanceStatus instance : asked) {
        connected.instances().requestRetry(name, instance.component(), instance.id());
        invocation
            .out()
            .line(
                instance.component()
                    + "/"
                    + instance.id()
                    + ": asked to try again"
                    + (instance.live() ? "" : "; it is not connected and will see it when it is"));
      }
      if (asked.isEmpty()) {
        invocation.messages().line("orch: no instance is in trouble, nothing to try again");
      }
    }
    return ExitCode.OK.code();
  }
}
