package dev.orch.cli.option;

import picocli.CommandLine.Option;

/** How data is printed. */
public final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table (default), or json for programs.")
  OutputFormat format = OutputFormat.TABLE;

  /** Whether a program reads it. */
  public boolean json() {
    return format == OutputFormat.JSON;
  }
}
