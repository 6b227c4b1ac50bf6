package dev.orch.oozie.deploy;

import dev.orch.model.Digest;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.server.JobKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one job. Written before and after every call that changes something, so that
 * whoever finds it can finish what was begun.
 *
 * @param running what serves now; null if nothing does yet
 * @param undertaking what is under way; null if nothing is
 * @param failed what was tried last and did not work; null if nothing
 * @param retired former states whose files may still be read
 */
public record JobRecord(
    JobName job,
    JobKind kind,
    @Nullable Running running,
    @Nullable Undertaking undertaking,
    @Nullable FailedChange failed,
    List<Retired> retired) {
  public JobRecord {
    retired = List.copyOf(retired);
  }

  /** A job of which nothing is known yet. */
  static JobRecord fresh(JobName job, JobKind kind) {
    return new JobRecord(job, kind, null, null, null, List.of());
  }

  JobRecord undertaking(@Nullable Undertaking next) {
    return new JobRecord(job, kind, running, next, failed, retired);
  }

  /** The undertaking came to this end; a job that was replaced may still have runs. */
  JobRecord settled(JobKind newKind, Running now) {
    JobRecord before =
        running == null || running.id().equals(now.id())
            ? this
            : retiring(new Retired(running.digest(), running.id(), Retired.ALL));
    return new JobRecord(job, newKind, now, null, null, before.retired);
  }

  /** The undertaking was given up, and what ran before runs on. */
  JobRecord failed(FailedChange change) {
    return new JobRecord(job, kind, running, null, change, retired);
  }

  JobRecord retiring(Retired former) {
    List<Retired> all = new ArrayList<>(retired);
    all.remove(former);
    all.add(former);
    return new JobRecord(job, kind, running, undertaking, failed, all);
  }

  JobRecord retired(List<Retired> left) {
    return new JobRecord(job, kind, running, undertaking, failed, left);
  }

  /**
   * Asks that it is submitted again.
   *
   * @param start from which it shall run; null if its definition says
   */
  public JobRecord resubmit(@Nullable Instant start, Instant now) {
    return forgiven().undertaking(new Undertaking.Resubmit(start, now));
  }

  /** Lets a change that failed be tried again. */
  JobRecord forgiven() {
    return new JobRecord(job, kind, running, undertaking, null, retired);
  }

  /**
   * A change that did not work; it is not tried again unasked.
   *
   * @param digest of what was desired; null if the job was to go
   * @param reason one line
   */
  public record FailedChange(@Nullable Digest digest, String reason) {}
}
