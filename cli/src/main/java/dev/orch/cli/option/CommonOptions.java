package dev.orch.cli.option;

import dev.orch.cli.invocation.Invocation;
import picocli.CommandLine.Option;

/** What every command understands. */
public final class CommonOptions {
  /** The spelling that {@code Main} looks for before anything is parsed. */
  public static final String VERBOSE = "--verbose";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(names = VERBOSE, description = "Show stack traces and more log messages.")
  boolean verbose;

  @Option(
      names = "--no-color",
      description = "No colour, also on a terminal; so does the variable NO_COLOR.")
  boolean noColor;

  @Option(names = "--no-pager", description = "Print long output as it comes, also on a terminal.")
  boolean noPager;

  /** Whether long output may be shown page by page where a person is looking. */
  public boolean pages() {
    return !noPager;
  }

  /** Whether what goes to standard output may be coloured. */
  public boolean colour(Invocation invocation) {
    String asked = invocation.environment().value("NO_COLOR");
    return invocation.out().isTerminal()
        && !noColor
        && (asked == null || asked.isEmpty())
        && !"dumb".equals(invocation.environment().value("TERM"));
  }
}
