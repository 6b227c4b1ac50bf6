package dev.orch.oozie.deploy;

import dev.orch.oozie.job.JobName;
import dev.orch.oozie.server.JobId;
import org.jspecify.annotations.Nullable;

/**
 * What came of one job in one pass.
 *
 * @param id of the job in Oozie; null if it has none
 * @param text one line: what was done, what is waited for, or why not
 */
public record JobResult(JobName job, Kind kind, @Nullable JobId id, String text) {
  /** How it stands. */
  public enum Kind {
    /** As desired; no call was made that changes it. */
    UNTOUCHED,
    /** Brought to the desired state. */
    CHANGED,
    /** On its way; the next pass goes on. */
    WAITING,
    /** Not as desired, by someone else's doing; left so. */
    DRIFTED,
    /** Must not be changed as desired; someone has to look. */
    REFUSED,
    /** Could not be changed; what ran before runs on. */
    FAILED
  }
}
