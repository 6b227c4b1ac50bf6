package dev.orch.cli.imports;

import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code orch import}. */
@Command(
    name = "import",
    description =
        "Makes a desired tree of what is there already: an installation's files, or what"
            + " Apache OODT keeps in ZooKeeper. Only reads what it imports.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  orch import home /opt/filemgr --like 'etc/**' --like 'policy/**' --to"
          + " weather/file-mgr",
      "  orch import oodt --zk zk1:2181 --to ./projects"
    })
public final class ImportCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Spec CommandSpec spec;
  @Mixin CommonOptions common = new CommonOptions();

  private ImportCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  /** The command with those below it. */
  public static CommandLine with(Invocation invocation) {
    return new CommandLine(new ImportCommand(invocation))
        .addSubcommand("home", new ImportHomeCommand(invocation))
        .addSubcommand("oodt", new ImportOodtCommand(invocation));
  }

  @Override
  public Integer call() {
    invocation.messages().line(spec.commandLine().getUsageMessage().stripTrailing());
    return ExitCode.INVALID.code();
  }
}
