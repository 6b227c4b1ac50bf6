package dev.orch.model.command;

import org.jspecify.annotations.Nullable;

/**
 * What came of a command.
 *
 * @param state a final one
 * @param reason one line; null where there is nothing to say
 */
public record CommandResult(CommandState state, @Nullable String reason) {
  /** Done, with nothing to say. */
  public static final CommandResult DONE = new CommandResult(CommandState.DONE, null);

  /** The agent died with it. */
  public static final CommandResult INTERRUPTED =
      new CommandResult(
          CommandState.INTERRUPTED,
          "its agent ended before it could say what came of it; it is not run again");

  /** Nobody began with it in time. */
  public static final CommandResult EXPIRED =
      new CommandResult(CommandState.EXPIRED, "its time was over before an agent began with it");

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException when the state is not a final one
   */
  public CommandResult {
    if (!state.isFinal()) {
      throw new IllegalArgumentException("expected a final state, found " + state);
    }
  }

  /** It was done; something is to be said of it. */
  public static CommandResult done(String remark) {
    return new CommandResult(CommandState.DONE, remark);
  }

  /** It was tried in vain. */
  public static CommandResult failed(String reason) {
    return new CommandResult(CommandState.FAILED, reason);
  }

  /** It was not tried. */
  public static CommandResult refused(String reason) {
    return new CommandResult(CommandState.REFUSED, reason);
  }
}
