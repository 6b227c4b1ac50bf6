package dev.orch.oozie.deploy;

import dev.orch.oozie.job.Job;
import dev.orch.oozie.server.JobDetails;

/**
 * A live job that could be one of the component's.
 *
 * @param job as its files desire it
 * @param live of the same kind, name and user
 */
public record AdoptionCandidate(Job job, JobDetails live, Verdict verdict) {
  /** Whether it is. */
  public enum Verdict {
    /** Its application path says so too. */
    SAME_PATH,
    /** Its application path is another, or cannot be told. */
    OTHER_PATH,
    /** There are several, and this one is not it for certain. */
    AMBIGUOUS,
    /** Oozie cannot change a live job of this kind, so it cannot be marked. */
    UNCHANGEABLE,
    /** It is marked already. */
    OURS
  }

  /** One of several; those that Oozie could not change anyway, or that are ours, stay so. */
  AdoptionCandidate tooMany() {
    return switch (verdict) {
      case SAME_PATH, OTHER_PATH, AMBIGUOUS -> new AdoptionCandidate(job, live, Verdict.AMBIGUOUS);
      case UNCHANGEABLE, OURS -> this;
    };
  }
}
