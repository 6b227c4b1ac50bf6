package dev.orch.cli.rollout;

import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code orch rollout}. */
@Command(
    name = "rollout",
    description =
        "Shows and steers rollouts: changes that go out to a few instances at a time, as"
            + " component.yaml or the publish said.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  orch rollout status --project weather",
      "  orch rollout pause --project weather --component file-mgr",
      "  orch rollout abort --project weather --component file-mgr --yes"
    })
public final class RolloutCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Spec CommandSpec spec;
  @Mixin CommonOptions common = new CommonOptions();

  private RolloutCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  /** The command with those below it. */
  public static CommandLine with(Invocation invocation) {
    CommandLine rollout =
        new CommandLine(new RolloutCommand(invocation))
            .addSubcommand("status", new RolloutStatusCommand(invocation));
    for (Steering steering : Steering.values()) {
      CommandLine command = new CommandLine(new SteerCommand(invocation, steering));
      command.getCommandSpec().usageMessage().description(steering.description());
      rollout.addSubcommand(steering.word(), command);
    }
    return rollout.addSubcommand("abort", new RolloutAbortCommand(invocation));
  }

  @Override
  public Integer call() {
    invocation.messages().line(spec.commandLine().getUsageMessage().stripTrailing());
    return ExitCode.INVALID.code();
  }
}
