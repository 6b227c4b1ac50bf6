package dev.orch.cli;

import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code orch} does without a command. */
@Command(
    name = "orch",
    description = "Mirrors configuration trees into ZooKeeper; agents apply them.",
    versionProvider = RootCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  orch quickstart",
      "  orch server --data /var/lib/orch-zk",
      "  orch publish weather --project weather -m \"Raise the pool\"",
      "  orch agent --project weather --component file-mgr --home /opt/filemgr",
      "  orch status",
      "",
      "Exit codes: 0 done, 1 differences found, 2 wrong usage or input, 3 ZooKeeper"
          + " out of reach or outcome unknown, 4 refused, 6 failed and undone, 70 internal"
          + " error, 130 interrupted."
    })
final class RootCommand implements Callable<Integer> {
  private static final String SHORT_VERSION = "-V";
  private static final String LONG_VERSION = "--version";

  /** The options that need no command to be known. */
  static final List<String> VERSION = List.of(SHORT_VERSION, LONG_VERSION);

  private final Invocation invocation;

  @Spec CommandSpec spec;
  @Mixin CommonOptions common = new CommonOptions();

  @Option(
      names = {SHORT_VERSION, LONG_VERSION},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  RootCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    invocation.messages().line(spec.commandLine().getUsageMessage().stripTrailing());
    return ExitCode.INVALID.code();
  }

  /** The version in the manifest of the jar this class came from. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = RootCommand.class.getPackage().getImplementationVersion();
      return new String[] {"orch " + (version == null ? "(not packaged)" : version)};
    }
  }
}
