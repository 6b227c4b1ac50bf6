package dev.orch.model.command;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a command has come, and by whom.
 *
 * @param agent which agent process has claimed it; a name that it chose by chance at its start.
 *     Null before it is claimed
 * @param reason why the state is what it is, in one line, cut after {@value #MAX_REASON}
 *     characters; null where there is nothing to say
 * @param took how long the agent was at it, by its own monotonic clock; zero if it was not
 */
public record CommandProgress(
    CommandState state, @Nullable String agent, @Nullable String reason, Duration took) {
  /** The longest reason, in characters. */
  public static final int MAX_REASON = 2_000;

  /** Nobody has begun. */
  public static final CommandProgress QUEUED =
      new CommandProgress(CommandState.QUEUED, null, null, Duration.ZERO);

  public CommandProgress {
    if (reason != null && reason.length() > MAX_REASON) {
      reason = reason.substring(0, MAX_REASON - 1) + '…';
    }
    took = Duration.ofMillis(took.toMillis());
  }

  /** Claimed by this agent process. */
  public static CommandProgress claimedBy(String agent) {
    return new CommandProgress(CommandState.CLAIMED, agent, null, Duration.ZERO);
  }

  /** The end of it, by the same agent. */
  public CommandProgress ended(CommandResult result, Duration lasted) {
    return new CommandProgress(result.state(), agent, result.reason(), lasted);
  }

  /** Whether this agent process has claimed it. */
  public boolean isClaimedBy(String who) {
    return state == CommandState.CLAIMED && who.equals(agent);
  }

  /** Why the state is what it is. */
  public Optional<String> why() {
    return Optional.ofNullable(reason);
  }
}
