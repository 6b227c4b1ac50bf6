package dev.orch.oozie.server;

import java.util.Locale;

/** What an action of a coordinator does; Oozie's own names. */
public enum ActionStatus {
  WAITING,
  READY,
  SUBMITTED,
  RUNNING,
  SUSPENDED,
  TIMEDOUT,
  SUCCEEDED,
  KILLED,
  FAILED,
  IGNORED,
  SKIPPED,
  /** Not known to this version of orch. */
  OTHER;

  /** The status of this name, {@link #OTHER} if there is none. */
  public static ActionStatus named(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (ActionStatus status : values()) {
      if (status.name().equals(upper)) {
        return status;
      }
    }
    return OTHER;
  }

  /** Whether its workflow was handed to Oozie and has not ended. */
  public boolean isUnderWay() {
    return switch (this) {
      case SUBMITTED, RUNNING, SUSPENDED -> true;
      default -> false;
    };
  }

  /** Whether it was materialized and its workflow has not begun. */
  public boolean isNotStarted() {
    return this == WAITING || this == READY;
  }
}
