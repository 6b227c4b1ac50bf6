package dev.orch.oozie.client;

import dev.orch.oozie.rehearsal.PropertiesXml;
import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.CoordinatorDetails;
import dev.orch.oozie.server.JobDetails;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobStatus;
import dev.orch.oozie.server.JobSummary;
import java.time.Instant;
import java.util.Date;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;
import org.apache.oozie.client.CoordinatorJob;
import org.apache.oozie.client.Job;
import org.apache.oozie.client.WorkflowJob;
import org.jspecify.annotations.Nullable;

/** What Oozie's client answers, in our words. */
final class Answers {
  private Answers() {}

  static JobSummary summary(Job job, JobKind kind) {
    return new JobSummary(
        new JobId(job.getId()),
        kind,
        job.getAppName(),
        job.getUser(),
        JobStatus.named(String.valueOf(job.getStatus())));
  }

  static JobSummary summary(WorkflowJob job) {
    return new JobSummary(
        new JobId(job.getId()),
        JobKind.WORKFLOW,
        job.getAppName(),
        job.getUser(),
        JobStatus.named(String.valueOf(job.getStatus())));
  }

  static JobDetails details(Job job, JobKind kind) {
    return new JobDetails(summary(job, kind), job.getAppPath(), configuration(job.getConf()));
  }

  static JobDetails details(WorkflowJob job) {
    return new JobDetails(summary(job), job.getAppPath(), configuration(job.getConf()));
  }

  static CoordinatorDetails coordinator(CoordinatorJob job) {
    return new CoordinatorDetails(
        details(job, JobKind.COORDINATOR),
        job.getFrequency(),
        String.valueOf(job.getTimeUnit()),
        job.getTimeZone(),
        job.getStartTime().toInstant(),
        job.getEndTime().toInstant(),
        instant(job.getPauseTime()),
        instant(job.getNextMaterializedTime()),
        job.getConcurrency());
  }

  static CoordinatorAction action(org.apache.oozie.client.CoordinatorAction action) {
    return new CoordinatorAction(
        action.getActionNumber(),
        action.getNominalTime().toInstant(),
        ActionStatus.named(String.valueOf(action.getStatus())));
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }

  /** Hadoop's format of configurations; empty if the server gives none. */
  static SortedMap<String, String> configuration(@Nullable String xml) {
    if (xml == null || xml.isBlank()) {
      return new TreeMap<>();
    }
    try {
      return PropertiesXml.of(xml);
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException("the configuration of a job is no XML", e);
    }
  }
}
