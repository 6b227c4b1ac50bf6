package dev.orch.oozie.deploy;

import dev.orch.model.Digest;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.deploy.JobResult.Kind;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobProperties;
import dev.orch.oozie.job.Marker;
import dev.orch.oozie.job.OozieSettings;
import dev.orch.oozie.schedule.CoordinatorDefinition;
import dev.orch.oozie.schedule.Frequency;
import dev.orch.oozie.schedule.StartedAt;
import dev.orch.oozie.server.JobDetails;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.OozieRejectedException;
import dev.orch.oozie.server.OozieServer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of one pass work with.
 *
 * @param tree holds the files of the desired jobs
 */
record JobWork(
    OozieServer server,
    JobFiles files,
    JobMemory memory,
    DeployTarget target,
    OozieSettings settings,
    FileTree tree,
    Clock clock) {
  /** How long a submission whose reply was lost may still become a job. */
  static final Duration SUBMIT_GRACE = Duration.ofMinutes(1);

  JobRecord save(JobRecord record) throws IOException {
    memory.save(record);
    return record;
  }

  Instant now() {
    return clock.instant();
  }

  boolean isOver(Instant since, Duration limit) {
    return since.plus(limit).isBefore(now());
  }

  String user(Job job) {
    return target.user(job, settings);
  }

  /** Puts the files of a job where Oozie finds them. */
  void upload(Job job) throws IOException, InterruptedException {
    Map<ConfigPath, byte[]> derived = new HashMap<>();
    if (job.kind() == JobKind.COORDINATOR) {
      StartedAt.of(job.definition())
          .ifPresent(other -> derived.put(startedAtFile(job.definitionFile()), other));
    }
    files.put(job, tree, derived);
  }

  private static ConfigPath startedAtFile(ConfigPath definition) {
    return new ConfigPath("orch-" + definition.value());
  }

  /**
   * What the job is submitted or updated with.
   *
   * @param start from which it runs; null if its definition says
   */
  SortedMap<String, String> configuration(Job job, @Nullable Instant start) {
    URI directory = files.directory(job.name(), job.digest());
    ConfigPath definition =
        start == null ? job.definitionFile() : startedAtFile(job.definitionFile());
    Marker marker = target.marker(job.name(), job.digest());
    SortedMap<String, String> all =
        JobProperties.effective(job, user(job), directory, definition.value(), marker);
    if (start != null) {
      all.put(JobProperties.START, CoordinatorDefinition.format(start));
    }
    return all;
  }

  /**
   * Asks Oozie for a dry run of what was uploaded.
   *
   * @param start from which it shall run; null if its definition says
   * @throws OozieRejectedException when Oozie refuses it, or would begin it at another time
   */
  void tryOut(Job job, @Nullable Instant start) {
    Instant first = server.dryRun(configuration(job, start)).first();
    if (start != null && first != null && !isFirst(job, start, first)) {
      throw new OozieRejectedException(
          "",
          "expected its first run at " + start + ", Oozie's dry run has it at " + first,
          "Compare the job's schedule with the server's time zone and version.",
          null);
    }
  }

  /** A cron expression need not have a run where it is taken up. */
  private static boolean isFirst(Job job, Instant start, Instant found) {
    boolean cron =
        Decider.schedule(job).stream()
            .anyMatch(schedule -> schedule.frequency() instanceof Frequency.Cron);
    return cron ? !found.isBefore(start) : found.equals(start);
  }

  /** Whether Oozie has the job in the state that these properties mark. */
  boolean hasDigest(JobId id, JobRecord record, Digest digest) {
    Optional<Marker> marker = server.job(id).flatMap(details -> Marker.in(details.configuration()));
    return marker.isPresent()
        && target.owns(marker.get(), record.job())
        && marker.get().digest().equals(digest);
  }

  /** Removes directories that nothing refers to any more. */
  JobRecord sweep(JobRecord record) throws IOException {
    Running running = record.running();
    if (running == null || record.undertaking() != null) {
      return record;
    }
    JobRecord swept = record.retired(record.retired().stream().filter(this::isRead).toList());
    Set<Digest> kept = new HashSet<>();
    kept.add(running.digest());
    swept.retired().forEach(former -> kept.add(former.digest()));
    files.keepOnly(record.job(), kept);
    return swept.equals(record) ? record : save(swept);
  }

  /** Whether runs of it have not ended. */
  boolean isRead(Retired former) {
    Optional<JobDetails> job = server.job(former.id());
    if (job.isEmpty()) {
      return false;
    }
    if (former.lastAction() == Retired.ALL) {
      return !job.get().summary().status().isEnd();
    }
    return server.actions(former.id(), Timing.UNFINISHED).stream()
        .anyMatch(action -> action.number() <= former.lastAction());
  }

  static JobResult result(JobRecord record, Kind kind, String text) {
    Running running = record.running();
    return new JobResult(record.job(), kind, running == null ? null : running.id(), text);
  }
}
