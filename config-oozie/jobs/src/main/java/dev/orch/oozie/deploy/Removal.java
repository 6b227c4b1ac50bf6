package dev.orch.oozie.deploy;

import dev.orch.oozie.deploy.JobRecord.FailedChange;
import dev.orch.oozie.deploy.JobResult.Kind;
import dev.orch.oozie.job.StopPolicy;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.JobDetails;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobStatus;
import dev.orch.oozie.server.OozieRejectedException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    return resume(work.save(record.undertaking(begun)), running, begun, false);
  }

  /**
   * Goes on with one.
   *
   * @param wantedAgain whether the job's directory is back
   */
  JobResult resume(JobRecord record, Running running, Undertaking.Stop begun, boolean wantedAgain)
      throws IOException {
    Optional<JobDetails> job = work.server().job(running.id());
    if (job.isEmpty() || job.get().summary().status().isEnd()) {
      return wantedAgain ? ended(record) : forget(record, running);
    }
    try {
      boolean coordinator = record.kind() == JobKind.COORDINATOR;
      if (wantedAgain) {
        if (coordinator) {
          drain.restore(running.id(), begun.formerPause());
        }
        return JobWork.result(
            work.save(record.undertaking(null)), Kind.WAITING, "its directory is back");
      }
      StopPolicy policy = work.settings().policy();
      if (coordinator && policy == StopPolicy.DRAIN) {
        boolean paused = drain.pause(running.id());
        List<CoordinatorAction> underWay = work.server().actions(running.id(), Timing.UNDER_WAY);
        if (!paused || !underWay.isEmpty()) {
          return waiting(record, running, begun, underWay.size());
        }
      } else if (policy != StopPolicy.KILL) {
        return leave(record, running, begun, coordinator);
      }
      work.server().kill(running.id());
    } catch (OozieRejectedException e) {
      return failed(record, "Oozie refused to stop it: " + e.getMessage());
    }
    JobStatus status =
        work.server().job(running.id()).map(now -> now.summary().status()).orElse(JobStatus.KILLED);
    return status.isEnd()
        ? forget(record, running)
        : JobWork.result(record, Kind.WAITING, "killed, and still " + status);
  }

  private JobResult leave(
      JobRecord record, Running running, Undertaking.Stop begun, boolean coordinator)
      throws IOException {
    if (coordinator) {
      endAtBoundary(running);
      return JobWork.result(record, Kind.WAITING, "ends with its runs under way");
    }
    return waiting(record, running, begun, 1);
  }

  /** Now, or in the next pass when a run begins just now. */
  private void endAtBoundary(Running running) {
    Optional<Instant> boundary = Timing.boundary(work.server(), drain.details(running.id()));
    try {
      boundary.ifPresent(end -> work.server().endAt(running.id(), end));
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
          "its directory is gone, but its "
              + underWay
              + " runs did not end within "
              + work.settings().drainTimeout()
              + "; it runs on");
    }
    return JobWork.result(
        record, Kind.WAITING, "waiting for " + underWay + " runs under way to end");
  }

  private JobResult ended(JobRecord record) throws IOException {
    JobRecord gone =
        work.save(new JobRecord(record.job(), record.kind(), null, null, null, record.retired()));
    return JobWork.result(gone, Kind.WAITING, "it was stopped, and its directory is back");
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

  private JobResult failed(JobRecord record, String reason) throws IOException {
    JobRecord failed = work.save(record.failed(new FailedChange(null, reason)));
    return JobWork.result(failed, Kind.FAILED, reason);
  }
}
