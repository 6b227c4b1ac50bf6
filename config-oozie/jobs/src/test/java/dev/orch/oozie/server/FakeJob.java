package dev.orch.oozie.server;

import dev.orch.oozie.job.JobProperties;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A job of {@link InMemoryOozie}: a workflow or a bundle as it is, a coordinator by its subclass.
 */
class FakeJob {
  final JobKind kind;
  final String name;
  SortedMap<String, String> configuration;
  JobStatus status = JobStatus.PREP;
  JobId id = new JobId("none yet");

  FakeJob(JobKind kind, String name, Map<String, String> configuration) {
    this.kind = kind;
    this.name = name;
    this.configuration = new TreeMap<>(configuration);
  }

  String letter() {
    return switch (kind) {
      case COORDINATOR -> "C";
      case WORKFLOW -> "W";
      case BUNDLE -> "B";
    };
  }

  String user() {
    return configuration.getOrDefault(JobProperties.USER, "");
  }

  JobStatus status() {
    return status;
  }

  JobSummary summary() {
    return new JobSummary(id, kind, name, user(), status());
  }

  JobDetails details() {
    return new JobDetails(
        summary(),
        configuration.getOrDefault(JobProperties.applicationPath(kind), ""),
        configuration);
  }

  void begin(Instant now) {
    status = JobStatus.RUNNING;
  }

  /** Reports success, whatever the job is, as the real one does. */
  void suspend() {
    if (status == JobStatus.RUNNING || status == JobStatus.PREP) {
      status = JobStatus.SUSPENDED;
    }
  }

  void resume(Instant now) {
    if (status == JobStatus.SUSPENDED) {
      status = JobStatus.RUNNING;
    }
  }

  void kill() {
    if (!status().isEnd()) {
      status = JobStatus.KILLED;
    }
  }
}
