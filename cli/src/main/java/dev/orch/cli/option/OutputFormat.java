package dev.orch.cli.option;

/** How data is printed. */
public enum OutputFormat {
  /** For people. */
  TABLE,
  /** For programs; the shapes are documented and stable. */
  JSON
}
