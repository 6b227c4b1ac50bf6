package dev.orch.cli.option;

import dev.orch.cli.invocation.UsageException;
import dev.orch.model.instance.Labels;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Only instances with labels. */
public final class LabelOption {
  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "Only instances with this label. Repeated: with all of them.")
  List<String> labels = new ArrayList<>();

  /** Whether any is given. */
  public boolean isGiven() {
    return !labels.isEmpty();
  }

  /**
   * Those that are given.
   *
   * @throws UsageException when one is not a label
   */
  public Labels labels() {
    try {
      return Labels.parse(labels);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--label: " + e.getMessage(), "Labels are what agents were started with: rack=a.", e);
    }
  }
}
