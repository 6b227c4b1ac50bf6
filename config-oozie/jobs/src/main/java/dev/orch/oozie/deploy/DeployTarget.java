package dev.orch.oozie.deploy;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.job.JobProperties;
import dev.orch.oozie.job.Marker;
import dev.orch.oozie.job.OozieSettings;

/**
 * Whose jobs they are.
 *
 * @param user whom they run as where neither the component nor the job says it
 */
public record DeployTarget(ProjectName project, ComponentName component, String user) {
  /** Whom a job runs as. */
  public String user(Job job, OozieSettings settings) {
    String own = job.properties().get(JobProperties.USER);
    return own == null ? settings.user().orElse(user) : own;
  }

  /** What marks a job in this state as theirs. */
  public Marker marker(JobName job, Digest digest) {
    return new Marker(project, component, job, digest);
  }

  boolean owns(Marker marker, JobName job) {
    return marker.isOf(project, component, job);
  }
}
