package dev.orch.cli.steer;

import dev.orch.model.InstanceId;
import dev.orch.model.command.CommandId;
import dev.orch.model.command.CommandRecord;
import dev.orch.model.command.CommandState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one instance in the end.
 *
 * @param command null if it was never asked
 * @param why null where there is nothing to say
 */
record Answer(
    InstanceId instance,
    Standing standing,
    @Nullable CommandId command,
    Duration took,
    @Nullable String why) {
  /** What came of it. */
  enum Standing {
    DONE,
    FAILED,
    REFUSED,
    INTERRUPTED,
    /** No agent began with it in time; it was taken back and will not be run. */
    EXPIRED,
    /** An agent began with it, or may have; in time nothing was heard. */
    UNANSWERED,
    /** It was not asked, since as many as may be are unavailable, or it was gone. */
    NOT_ASKED;

    /** Whether the instance may not be available, now that it was asked. */
    boolean mayBeDown() {
      return this == FAILED || this == INTERRUPTED || this == UNANSWERED;
    }
  }

  static Answer of(InstanceId instance, CommandRecord ended) {
    return new Answer(
        instance,
        standing(ended.state()),
        ended.id(),
        ended.progress().took(),
        ended.progress().reason());
  }

  private static Standing standing(CommandState state) {
    return switch (state) {
      case DONE -> Standing.DONE;
      case FAILED -> Standing.FAILED;
      case REFUSED -> Standing.REFUSED;
      case INTERRUPTED -> Standing.INTERRUPTED;
      case EXPIRED -> Standing.EXPIRED;
      case QUEUED, CLAIMED -> Standing.UNANSWERED;
    };
  }

  static Answer without(
      InstanceId instance, Standing standing, @Nullable CommandId command, String why) {
    return new Answer(instance, standing, command, Duration.ZERO, why);
  }
}
