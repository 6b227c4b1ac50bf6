package dev.orch.oozie.server;

import java.util.Locale;

/**
 * What a job does, of whatever kind; Oozie's own names.
 *
 * @see <a href="https://oozie.apache.org/docs/5.2.1/CoordinatorFunctionalSpec.html">Oozie's
 *     coordinator specification, 6.1.2</a>
 */
public enum JobStatus {
  PREP,
  RUNNING,
  RUNNINGWITHERROR,
  PREPSUSPENDED,
  SUSPENDED,
  SUSPENDEDWITHERROR,
  PREPPAUSED,
  PAUSED,
  PAUSEDWITHERROR,
  SUCCEEDED,
  DONEWITHERROR,
  KILLED,
  FAILED,
  /** Not known to this version of orch. */
  OTHER;

  /** The status of this name, {@link #OTHER} if there is none. */
  public static JobStatus named(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (JobStatus status : values()) {
      if (status.name().equals(upper)) {
        return status;
      }
    }
    return OTHER;
  }

  /** Whether the job has come to its end and does nothing any more. */
  public boolean isEnd() {
    return switch (this) {
      case SUCCEEDED, DONEWITHERROR, KILLED, FAILED -> true;
      default -> false;
    };
  }

  /** Whether someone suspended it. */
  public boolean isSuspended() {
    return switch (this) {
      case PREPSUSPENDED, SUSPENDED, SUSPENDEDWITHERROR -> true;
      default -> false;
    };
  }

  /** Whether its pause time has come. */
  public boolean isPaused() {
    return switch (this) {
      case PREPPAUSED, PAUSED, PAUSEDWITHERROR -> true;
      default -> false;
    };
  }
}
