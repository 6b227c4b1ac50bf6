package dev.orch.oozie.deploy;

import dev.orch.oozie.deploy.JobRecord.FailedChange;
import dev.orch.oozie.deploy.JobResult.Kind;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.schedule.Restart;
import dev.orch.oozie.server.CoordinatorDetails;
import dev.orch.oozie.server.OozieRejectedException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends a coordinator at a time from which another goes on: what Oozie cannot change in a live one.
 * The old one's runs under way end by themselves.
 */
final class HandOver {
  private final JobWork work;
  private final Submission submission;

  HandOver(JobWork work, Submission submission) {
    this.work = work;
    this.submission = submission;
  }

  /** Begins one: the new one is checked before the old one is touched. */
  JobResult begin(JobRecord record, Running running, Job job, Decision.HandOver decided)
      throws IOException, InterruptedException {
    try {
      work.upload(job);
      if (decided.start() != null) {
        work.tryOut(job, decided.start());
      }
    } catch (OozieRejectedException e) {
      return failed(record, job, "Oozie refused what should take its place: " + e.getMessage());
    }
    Undertaking.HandOver begun =
        new Undertaking.HandOver(
            job.digest(), running.id(), decided.boundary(), decided.start(), work.now());
    JobResult result = resume(work.save(record.undertaking(begun)), begun, job);
    return decided.start() == null ? because(result, decided.why()) : result;
  }

  /** Why a job ends and none takes its place is not told by what was done. */
  private static JobResult because(JobResult result, String why) {
    return new JobResult(result.job(), result.kind(), result.id(), result.text() + ": " + why);
  }

  /**
   * Goes on with one. The boundary is not looked for again: the old job's end may have been set
   * already.
   *
   * @param job null if it is to go by now
   */
  JobResult resume(JobRecord record, Undertaking.HandOver begun, @Nullable Job job)
      throws IOException, InterruptedException {
    CoordinatorDetails old = new Drain(work.server()).details(begun.predecessor());
    boolean ended = old.end().equals(begun.boundary());
    if (job == null || !job.digest().equals(begun.target())) {
      return overtaken(record, begun, ended, job);
    }
    boolean submits = begun.start() != null && !work.settings().isElsewhere(job.name());
    if (!ended && begun.start() != null && !submits) {
      return JobWork.result(
          work.save(record.undertaking(null)), Kind.WAITING, "another cluster makes its runs now");
    }
    if (!ended) {
      Optional<Instant> boundary = Timing.boundary(work.server(), old);
      if (boundary.isPresent() && boundary.get().isAfter(begun.boundary())) {
        return meanwhile(record);
      }
      try {
        work.server().endAt(begun.predecessor(), begun.boundary());
      } catch (OozieRejectedException e) {
        return Drain.hasBegun(e)
            ? meanwhile(record)
            : failed(record, job, "Oozie refused to end it: " + e.getMessage());
      }
      CoordinatorDetails now = new Drain(work.server()).details(begun.predecessor());
      if (!now.end().equals(begun.boundary())) {
        return failed(
            record,
            job,
            "expected "
                + begun.predecessor()
                + " to end at "
                + begun.boundary()
                + ", but it ends at "
                + now.end());
      }
    }
    if (!submits) {
      Running last = new Running(job.digest(), begun.predecessor(), null, begun.boundary());
      return JobWork.result(
          work.save(record.settled(job.kind(), last)),
          Kind.CHANGED,
          "ends at " + begun.boundary() + "; nothing is left to run here");
    }
    work.upload(job);
    return submission.submit(record, job, begun.start());
  }

  /** Runs have begun since it was decided: it is decided anew. */
  private JobResult meanwhile(JobRecord record) throws IOException {
    return JobWork.result(
        work.save(record.undertaking(null)), Kind.WAITING, "a run began meanwhile");
  }

  private JobResult overtaken(
      JobRecord record, Undertaking.HandOver begun, boolean ended, @Nullable Job job)
      throws IOException {
    if (!ended) {
      return JobWork.result(
          work.save(record.undertaking(null)), Kind.WAITING, "its change was overtaken by another");
    }
    // The old job ends where it ends; the change that is desired by now goes on from there.
    String text =
        "its change was overtaken by another, after " + begun.boundary() + " became its end";
    Running running = record.running();
    if (job != null && running != null && job.digest().equals(running.digest())) {
      Restart restart = Decider.restart(job, begun.boundary()).orElse(null);
      if (restart instanceof Restart.At at) {
        // By its digest the old job would pass for unchanged, and what it had left be lost.
        Undertaking.HandOver back =
            new Undertaking.HandOver(
                job.digest(), begun.predecessor(), begun.boundary(), at.start(), work.now());
        return JobWork.result(work.save(record.undertaking(back)), Kind.WAITING, text);
      }
    }
    return JobWork.result(work.save(record.undertaking(null)), Kind.WAITING, text);
  }

  private JobResult failed(JobRecord record, Job job, String reason) throws IOException {
    JobRecord failed = work.save(record.failed(new FailedChange(job.digest(), reason)));
    return JobWork.result(failed, Kind.FAILED, reason);
  }
}
