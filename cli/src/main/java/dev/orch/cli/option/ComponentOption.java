package dev.orch.cli.option;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.UsageException;
import dev.orch.model.ComponentName;
import dev.orch.model.settings.Setting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which component. */
public final class ComponentOption {
  @Option(
      names = {"-c", "--component"},
      paramLabel = "NAME",
      description = "The component. Otherwise ORCH_COMPONENT.")
  @Nullable ComponentName component;

  /**
   * The component.
   *
   * @throws UsageException when it is said nowhere
   */
  public ComponentName require(CliSettings settings) {
    return settings
        .value(component, Setting.COMPONENT, ComponentName::new)
        .orElseThrow(
            () ->
                new UsageException(
                    "nothing says which component",
                    "Give --component NAME, or set ORCH_COMPONENT."));
  }
}
