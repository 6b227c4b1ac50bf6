package dev.orch.oozie.deploy;

import dev.orch.model.Digest;
import dev.orch.oozie.server.JobId;

/**
 * A former state of a job, whose files are read as long as runs of it have not ended.
 *
 * @param id of the job in Oozie
 * @param lastAction the highest number of an action that it made in that state; the largest number
 *     there is when the whole job was replaced by another
 */
public record Retired(Digest digest, JobId id, int lastAction) {
  /** All that the job ever made. */
  static final int ALL = Integer.MAX_VALUE;
}
