package dev.orch.oozie.deploy;

import dev.orch.model.Digest;
import dev.orch.oozie.deploy.JobRecord.FailedChange;
import dev.orch.oozie.deploy.JobResult.Kind;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.StopPolicy;
import dev.orch.oozie.schedule.Restart;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.CoordinatorDetails;
import dev.orch.oozie.server.JobDetails;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobStatus;
import dev.orch.oozie.server.JobSummary;
import dev.orch.oozie.server.OozieRejectedException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stops a job whose directory is gone, and removes its files. */
final class Removal {
  private final JobWork work;
  private final Drain drain;

  Removal(JobWork work) {
    this.work = work;
    this.drain = new Drain(work.server());
  }

  JobResult begin(JobRecord record, Running running) throws IOException {
    Instant pause =
        record.kind() == JobKind.COORDINATOR ? drain.details(running.id()).pause() : null;
    Undertaking.Stop begun = new Undertaking.Stop(pause, work.now());
    return resume(work.save(record.undertaking(begun)), running, begun, null);
  }

  /**
   * Goes on with one.
   *
   * @param desired what its directory holds if it is back; null if it is not
   */
  JobResult resume(JobRecord record, Running running, Undertaking.Stop begun, @Nullable Job desired)
      throws IOException {
    Optional<JobDetails> job = work.server().job(running.id());
    if (job.isEmpty() || job.get().summary().status().isEnd()) {
      return desired == null ? forget(record, running) : ended(record, running, desired);
    }
    try {
      if (desired != null) {
        return takeBack(record, running, begun, desired);
      }
      boolean coordinator = record.kind() == JobKind.COORDINATOR;
      StopPolicy policy = work.settings().policy();
      if (coordinator && policy == StopPolicy.DRAIN) {
        boolean paused = drain.pause(running.id());
        List<CoordinatorAction> underWay = work.server().actions(running.id(), Timing.UNDER_WAY);
        if (!paused || !underWay.isEmpty()) {
          return waiting(record, running, begun, underWay.size());
        }
      } else if (policy != StopPolicy.KILL) {
        return leave(record, running, begun);
      }
      work.server().kill(running.id());
    } catch (OozieRejectedException e) {
      return failed(record, null, "Oozie refused to stop it: " + e.getMessage());
    }
    JobStatus status =
        work.server().job(running.id()).map(now -> now.summary().status()).orElse(JobStatus.KILLED);
    return status.isEnd()
        ? forget(record, running)
        : JobWork.result(record, Kind.WAITING, "killed, and still " + status);
  }

  /** Its directory is back before it had ended. */
  private JobResult takeBack(JobRecord record, Running running, Undertaking.Stop begun, Job desired)
      throws IOException {
    String back = "its directory is back";
    if (record.kind() == JobKind.BUNDLE) {
      return JobWork.result(
          record, Kind.WAITING, back + ", but its coordinators are ending already");
    } else if (record.kind() == JobKind.WORKFLOW) {
      return JobWork.result(work.save(record.undertaking(null)), Kind.WAITING, back);
    }
    drain.restore(running.id(), begun.formerPause());
    Instant end = drain.details(running.id()).end();
    Restart restart = Decider.restart(desired, end).orElse(null);
    // Its end may have been set, and by its digest it would pass for unchanged.
    Undertaking next =
        restart instanceof Restart.At at
            ? new Undertaking.HandOver(desired.digest(), running.id(), end, at.start(), work.now())
            : null;
    return JobWork.result(work.save(record.undertaking(next)), Kind.WAITING, back);
  }

  private JobResult leave(JobRecord record, Running running, Undertaking.Stop begun)
      throws IOException {
    if (record.kind() == JobKind.WORKFLOW) {
      return waiting(record, running, begun, 1);
    } else if (record.kind() == JobKind.COORDINATOR) {
      endAtBoundary(running.id());
    } else {
      // Oozie would kill the runs of a bundle with it, and pauses none that has made its actions.
      for (JobSummary coordinator : work.server().coordinatorsOf(running.id())) {
        if (!coordinator.status().isEnd()) {
          endAtBoundary(coordinator.id());
        }
      }
    }
    return JobWork.result(record, Kind.WAITING, "ends with its runs under way");
  }

  /** Now, or in the next pass when a run begins just now. */
  private void endAtBoundary(JobId id) {
    Optional<Instant> boundary = Timing.boundary(work.server(), drain.details(id));
    try {
      boundary.ifPresent(end -> work.server().endAt(id, end));
    } catch (OozieRejectedException e) {
      if (!Drain.hasBegun(e)) {
        throw e;
      }
    }
  }

  private JobResult waiting(JobRecord record, Running running, Undertaking.Stop begun, int underWay)
      throws IOException {
    if (work.isOver(begun.since(), work.settings().drainTimeout())) {
      if (record.kind() == JobKind.COORDINATOR) {
        drain.restore(running.id(), begun.formerPause());
      }
      return failed(
          record,
          null,
          "its directory is gone, but its "
              + underWay
              + " runs did not end within "
              + work.settings().drainTimeout()
              + "; it runs on");
    }
    return JobWork.result(
        record, Kind.WAITING, "waiting for " + underWay + " runs under way to end");
  }

  /** Its directory is back when it has ended. */
  private JobResult ended(JobRecord record, Running running, Job desired) throws IOException {
    if (record.kind() == JobKind.BUNDLE) {
      return failed(
          record,
          desired.digest(),
          "it had ended when its directory came back, and would repeat its runs; give its"
              + " coordinators another start");
    }
    Optional<CoordinatorDetails> ended =
        record.kind() == JobKind.COORDINATOR
            ? work.server().coordinator(running.id())
            : Optional.empty();
    JobRecord next =
        ended.isPresent()
            ? goOn(record, ended.get(), desired)
            : new JobRecord(record.job(), record.kind(), null, null, null, record.retired());
    return JobWork.result(
        work.save(next), Kind.WAITING, "it was stopped, and its directory is back");
  }

  /** Not from its start: what has run would run again. */
  private JobRecord goOn(JobRecord record, CoordinatorDetails ended, Job desired) {
    Restart restart =
        Decider.schedule(desired)
            .map(schedule -> Resumption.of(work.server(), ended, schedule).restart())
            .orElse(null);
    return restart instanceof Restart.At at
        ? record.resubmit(at.start(), work.now())
        : record.undertaking(null);
  }

  /** Removes the job's files, then what is known of it, once no run reads them any more. */
  JobResult forget(JobRecord record, Running running) throws IOException {
    List<Retired> read = record.retired().stream().filter(work::isRead).toList();
    if (!read.isEmpty()) {
      return JobWork.result(
          record, Kind.WAITING, "stopped; waiting for runs of a former state of it to end");
    }
    work.files().keepOnly(record.job(), Set.of());
    work.memory().remove(record.job());
    return new JobResult(record.job(), Kind.CHANGED, running.id(), "stopped and removed");
  }

  private JobResult failed(JobRecord record, @Nullable Digest digest, String reason)
      throws IOException {
    JobRecord failed = work.save(record.failed(new FailedChange(digest, reason)));
    return JobWork.result(failed, Kind.FAILED, reason);
  }
}
