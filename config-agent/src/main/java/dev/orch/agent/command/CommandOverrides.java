package dev.orch.agent.command;

import dev.orch.model.component.CommandSpec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Commands given to one agent, which count more than those of the component's spec. Null leaves the
 * spec's.
 */
public record CommandOverrides(
    @Nullable String stop,
    @Nullable String start,
    @Nullable String reload,
    @Nullable Duration timeout) {
  /** Overrides nothing. */
  public static final CommandOverrides NONE = new CommandOverrides(null, null, null, null);

  /** Whether a command, not only its time limit, is given. */
  public boolean hasCommand() {
    return stop != null || start != null || reload != null;
  }

  /** The commands that hold. */
  public CommandSpec over(CommandSpec spec) {
    return new CommandSpec(
        stop != null ? stop : spec.stop().orElse(null),
        start != null ? start : spec.start().orElse(null),
        reload != null ? reload : spec.reload().orElse(null),
        timeout != null ? timeout : spec.timeout());
  }
}
