package dev.orch.cli.agent;

import dev.orch.agent.command.CommandOverrides;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Commands that count more than those of the component. */
final class TriggerOptions {
  @Option(
      names = "--stop-command",
      paramLabel = "LINE",
      description = "What stops the component, for /bin/sh; otherwise its component.yaml says.")
  @Nullable String stop;

  @Option(
      names = "--start-command",
      paramLabel = "LINE",
      description = "What starts the component.")
  @Nullable String start;

  @Option(
      names = "--reload-command",
      paramLabel = "LINE",
      description = "What makes the component read its files again.")
  @Nullable String reload;

  @Option(
      names = "--command-timeout",
      paramLabel = "TIME",
      description = "How long each of these may take; 60s unless set.")
  @Nullable Duration timeout;

  CommandOverrides overrides() {
    return new CommandOverrides(stop, start, reload, timeout);
  }
}
