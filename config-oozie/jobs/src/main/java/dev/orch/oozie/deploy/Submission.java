package dev.orch.oozie.deploy;

import dev.orch.model.StoreUnavailableException;
import dev.orch.oozie.deploy.JobRecord.FailedChange;
import dev.orch.oozie.deploy.JobResult.Kind;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.Marker;
import dev.orch.oozie.server.JobDetails;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobSummary;
import dev.orch.oozie.server.OozieRejectedException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Submits a job once. What is about to be submitted is written down first; a submission of which
 * nobody knows whether it arrived is looked for by its marker, and repeated only when none can
 * arrive any more.
 */
final class Submission {
  private final JobWork work;

  Submission(JobWork work) {
    this.work = work;
  }

  /** Begins it: files first, then Oozie's own opinion, then the submission. */
  JobResult begin(JobRecord record, Job job, @Nullable Instant start)
      throws IOException, InterruptedException {
    try {
      work.upload(job);
      work.tryOut(job, start);
    } catch (OozieRejectedException e) {
      return rejected(record, job, e);
    }
    return submit(record, job, start);
  }

  /** Submits what was checked. */
  JobResult submit(JobRecord record, Job job, @Nullable Instant start) throws IOException {
    Undertaking.Submit intent =
        new Undertaking.Submit(job.digest(), work.user(job), start, work.now());
    JobRecord begun = work.save(record.undertaking(intent));
    try {
      JobId id = work.server().submit(work.configuration(job, start));
      return settle(begun, job, new Running(job.digest(), id, start), "submitted");
    } catch (OozieRejectedException e) {
      return rejected(begun, job, e);
    } catch (StoreUnavailableException e) {
      return JobWork.result(
          begun, Kind.WAITING, "it is not known whether it was submitted: " + e.getMessage());
    }
  }

  /**
   * Goes on with one that an earlier pass began.
   *
   * @param desired null if the job is to go by now
   */
  JobResult resume(JobRecord record, Undertaking.Submit intent, @Nullable Job desired)
      throws IOException, InterruptedException {
    Optional<Running> arrived = find(record, intent);
    if (arrived.isPresent()) {
      JobRecord settled = work.save(record.settled(record.kind(), arrived.get()));
      return JobWork.result(settled, Kind.WAITING, "its submission had arrived");
    }
    if (!work.isOver(intent.since(), JobWork.SUBMIT_GRACE)) {
      return JobWork.result(
          record, Kind.WAITING, "whether its submission arrives is known a minute after it");
    }
    if (desired == null
        || !desired.digest().equals(intent.target())
        || work.settings().isElsewhere(desired.name())) {
      JobRecord withdrawn = work.save(record.undertaking(beforeIt(record, intent)));
      return JobWork.result(withdrawn, Kind.WAITING, "its submission never arrived");
    }
    return begin(record, desired, intent.start());
  }

  /** The hand-over that it was part of; null if it was none. */
  private @Nullable Undertaking beforeIt(JobRecord record, Undertaking.Submit intent) {
    Running former = record.running();
    if (former == null || intent.start() == null || record.kind() != JobKind.COORDINATOR) {
      return null;
    }
    return work.server()
        .coordinator(former.id())
        .map(
            old ->
                new Undertaking.HandOver(
                    intent.target(), former.id(), old.end(), intent.start(), intent.since()))
        .orElse(null);
  }

  private Optional<Running> find(JobRecord record, Undertaking.Submit intent) {
    Running former = record.running();
    for (JobSummary candidate : work.server().jobs(record.kind(), intent.user(), Set.of())) {
      if (former != null && candidate.id().equals(former.id())) {
        // Newest first: what comes from here on was there before.
        return Optional.empty();
      }
      Optional<JobDetails> details = work.server().job(candidate.id());
      Optional<Marker> marker = details.flatMap(job -> Marker.in(job.configuration()));
      if (marker.isPresent()
          && work.target().owns(marker.get(), record.job())
          && marker.get().digest().equals(intent.target())) {
        return Optional.of(new Running(intent.target(), candidate.id(), intent.start()));
      }
    }
    return Optional.empty();
  }

  private JobResult settle(JobRecord begun, Job job, Running now, String what) throws IOException {
    JobRecord settled = work.save(begun.settled(job.kind(), now));
    return JobWork.result(work.sweep(settled), Kind.CHANGED, what + " as " + now.id());
  }

  private JobResult rejected(JobRecord record, Job job, OozieRejectedException e)
      throws IOException {
    String reason = "Oozie refused it: " + e.getMessage();
    JobRecord failed = work.save(record.failed(new FailedChange(job.digest(), reason)));
    return JobWork.result(failed, Kind.FAILED, reason);
  }
}
