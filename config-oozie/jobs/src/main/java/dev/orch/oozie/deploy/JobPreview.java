package dev.orch.oozie.deploy;

import dev.orch.oozie.job.JobName;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What would be done with a job.
 *
 * @param id of the job in Oozie; null if it has none
 * @param status of that; null if it has none, or was not looked at by itself
 * @param next the next nominal time for which it will make a run; null if none is known
 * @param why one line
 */
public record JobPreview(
    JobName job,
    Action action,
    @Nullable JobId id,
    @Nullable JobStatus status,
    @Nullable Instant next,
    String why) {
  /** What it is. */
  public enum Action {
    /** Nothing, it is as desired. */
    NONE,
    SUBMIT,
    /** It keeps its id. */
    UPDATE,
    /** It ends, and another goes on from there. */
    HAND_OVER,
    /** It is submitted anew when the former one has ended. */
    REPLACE,
    /** It is stopped and its files removed. */
    STOP,
    /** It was stopped already, or never ran: its files are removed. */
    FORGET,
    /** Oozie has it, marked as orch's: from now on it is known here too. */
    TAKE_OVER,
    /** What was begun before is finished first. */
    RESUME,
    /** Nothing: someone else changed it, and it is left so. */
    DRIFTED,
    /** Nothing: it must not be changed as desired. */
    REFUSE,
    /** Nothing: it was tried, and failed. */
    FAILED
  }

  /** Whether something would be changed. */
  public boolean isChange() {
    return switch (action) {
      case NONE, DRIFTED, REFUSE, FAILED -> false;
      default -> true;
    };
  }

  /** The same for another reason. */
  public JobPreview because(String reason) {
    return new JobPreview(job, action, id, status, next, reason);
  }

  static JobPreview of(JobRecord record, Decision decision) {
    return of(record, action(decision), decision.why());
  }

  static JobPreview underWay(JobRecord record, Undertaking undertaking) {
    return of(record, Action.RESUME, describe(undertaking) + ", begun at " + undertaking.since());
  }

  private static JobPreview of(JobRecord record, Action action, String why) {
    Running running = record.running();
    JobId id = running == null ? null : running.id();
    return new JobPreview(record.job(), action, id, null, null, why);
  }

  /** The same, with how the job stands that is to be changed. */
  JobPreview lookedAt(JobKind kind, LiveJobs live) {
    if (id == null || !isChange()) {
      return this;
    }
    if (kind == JobKind.COORDINATOR) {
      return live.coordinator(id)
          .map(found -> standing(found.job().summary().status(), found.nextMaterialized()))
          .orElse(this);
    }
    return live.look(id).map(found -> standing(found.status(), null)).orElse(this);
  }

  private JobPreview standing(JobStatus now, @Nullable Instant nextRun) {
    return new JobPreview(job, action, id, now, nextRun, why);
  }

  private static Action action(Decision decision) {
    if (decision instanceof Decision.Leave || decision instanceof Decision.Note) {
      return Action.NONE;
    } else if (decision instanceof Decision.Submit) {
      return Action.SUBMIT;
    } else if (decision instanceof Decision.Update) {
      return Action.UPDATE;
    } else if (decision instanceof Decision.HandOver || decision instanceof Decision.Begin) {
      return Action.HAND_OVER;
    } else if (decision instanceof Decision.Replace) {
      return Action.REPLACE;
    } else if (decision instanceof Decision.Stop) {
      return Action.STOP;
    } else if (decision instanceof Decision.Forget) {
      return Action.FORGET;
    } else if (decision instanceof Decision.TakeOver) {
      return Action.TAKE_OVER;
    } else if (decision instanceof Decision.Drifted) {
      return Action.DRIFTED;
    } else if (decision instanceof Decision.Refuse) {
      return Action.REFUSE;
    }
    return Action.FAILED;
  }

  private static String describe(Undertaking undertaking) {
    if (undertaking instanceof Undertaking.Submit) {
      return "its submission";
    } else if (undertaking instanceof Undertaking.Resubmit) {
      return "its resubmission";
    } else if (undertaking instanceof Undertaking.Update) {
      return "its update";
    } else if (undertaking instanceof Undertaking.HandOver) {
      return "its hand-over";
    }
    return "its end";
  }
}
