package dev.orch.cli.fleet;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.ConfirmOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orch forget}. */
@Command(
    name = "forget",
    description =
        "Removes the report of an instance that is gone for good. A live one is refused;"
            + " one that comes back reports itself again.",
    footer = {
      "",
      "Examples:",
      "  orch forget --project weather --component file-mgr --instance node-7 --yes"
    })
public final class ForgetCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin ProjectOption project = new ProjectOption();
  @Mixin InstanceOptions instances = new InstanceOptions();
  @Mixin ConfirmOption confirm = new ConfirmOption();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin CommonOptions common = new CommonOptions();

  public ForgetCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    if (!instances.namesOne()) {
      throw new UsageException(
          "forget removes one instance, and none is named",
          "Give --component NAME and --instance ID; see orch status.");
    }
    try (Store connected = store.connect(settings)) {
      for (InstanceStatus gone : instances.select(connected, name)) {
        String place = name + "/" + gone.component() + "/" + gone.id();
        confirm.confirm(
            "Forget " + place + ", last heard of at " + gone.report().reportedAt(), invocation);
        connected.instances().forget(name, gone.component(), gone.id());
        invocation.out().line(place + ": forgotten");
      }
    }
    return ExitCode.OK.code();
  }
}
