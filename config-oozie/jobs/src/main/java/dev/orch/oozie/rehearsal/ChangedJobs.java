package dev.orch.oozie.rehearsal;

import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells which jobs a change concerns that are there afterwards. */
public final class ChangedJobs {
  private ChangedJobs() {}

  /**
   * Those that are new, and those whose files or properties are others, in order of their names.
   *
   * @param before null if the component was none of jobs
   */
  public static List<Job> of(@Nullable JobSet before, JobSet after) {
    return after.jobs().values().stream()
        .filter(job -> before == null || !before.job(job.name()).equals(Optional.of(job)))
        .toList();
  }
}
