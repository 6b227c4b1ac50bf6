package dev.orch.cli;

import dev.orch.cli.invocation.ErrorReport;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.Converters;
import dev.orch.cli.publish.PlanCommand;
import dev.orch.model.Suggestion;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses one call, runs its command, and turns whatever comes of it into an exit code. */
final class CommandRunner {
  private static final int SIGNALS = 128;

  private static final int USUAL_WIDTH = 80;
  private static final int MIN_HELP_WIDTH = 60;

  /** Longer lines of prose are hard to read, however wide the terminal. */
  private static final int MAX_HELP_WIDTH = 100;

  private final Invocation invocation;

  CommandRunner(Invocation invocation) {
    this.invocation = invocation;
  }

  int run(String[] args) {
    int code = runPlainly(args);
    return isAskedForDetails(args) ? detailed(code) : code;
  }

  /** What Terraform's plan would end with; being ended from outside stays what it is. */
  private static int detailed(int code) {
    if (code == ExitCode.OK.code() || code == ExitCode.DIFFERENCES.code()) {
      return 2 * code;
    }
    return code > SIGNALS ? code : 1;
  }

  private int runPlainly(String[] args) {
    boolean verbose = isVerbose(args);
    StartSettings.of(args, verbose).forEach(StartSettings::setUnlessGiven);
    ErrorReport report = new ErrorReport(invocation.messages(), verbose);
    int code;
    try {
      code = execute(args, report);
    } catch (RuntimeException | Error e) {
      code = report.report(e).code();
    }
    try {
      invocation.out().flush();
    } catch (RuntimeException e) {
      ExitCode failed = report.report(e);
      return code == ExitCode.OK.code() ? failed.code() : code;
    }
    return code;
  }

  private int execute(String[] args, ErrorReport report) {
    CommandTree tree = new CommandTree(invocation);
    CommandLine commandLine = tree.forArguments(args);
    Converters.register(commandLine);
    commandLine
        .setOut(
            new PrintWriter(
                new OutputStreamWriter(invocation.out().bytes(), StandardCharsets.UTF_8), true))
        .setErr(new PrintWriter(invocation.messages().stream(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(helpWidth())
        .setParameterExceptionHandler(new WrongUsage())
        .setExecutionExceptionHandler(new Failed(report));
    return commandLine.execute(args);
  }

  private int helpWidth() {
    int columns = invocation.out().columns();
    return columns == 0 ? USUAL_WIDTH : Math.max(MIN_HELP_WIDTH, Math.min(columns, MAX_HELP_WIDTH));
  }

  // Of picocli's two handlers neither is a lambda; see Converters.

  /** Says what is wrong with the arguments. */
  private final class WrongUsage implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException failure, String[] args) {
      say(String.valueOf(failure.getMessage()));
      suggestions(failure);
      say("see: " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help");
      return ExitCode.INVALID.code();
    }

    private void suggestions(ParameterException failure) {
      if (failure instanceof UnmatchedArgumentException unmatched) {
        CommandLine command = failure.getCommandLine();
        String written = unmatched.getUnmatched().get(0);
        Set<String> known =
            written.startsWith("-")
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
        Suggestion.closest(written, known).ifPresent(near -> say("did you mean " + near + "?"));
      }
    }
  }

  /** Reports what a command threw. */
  private record Failed(ErrorReport report) implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
        Exception thrown, CommandLine command, ParseResult arguments) {
      return report.report(thrown).code();
    }
  }

  private void say(String line) {
    invocation.messages().line("orch: " + line);
  }

  /** Without parsing, since what is no legal command line must not look like changes either. */
  private static boolean isAskedForDetails(String[] args) {
    return args.length > 0
        && args[0].equals("plan")
        && Arrays.asList(args).contains(PlanCommand.DETAILED_EXIT_CODE);
  }

  /** Before parsing, since what goes wrong while parsing may be reported verbosely too. */
  private static boolean isVerbose(String[] args) {
    return Arrays.stream(args)
        .takeWhile(arg -> !arg.equals("--"))
        .anyMatch(CommonOptions.VERBOSE::equals);
  }
}
