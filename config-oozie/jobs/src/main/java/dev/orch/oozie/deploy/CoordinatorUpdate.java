package dev.orch.oozie.deploy;

import dev.orch.model.Digest;
import dev.orch.oozie.deploy.JobRecord.FailedChange;
import dev.orch.oozie.deploy.JobResult.Kind;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.StopPolicy;
import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.CoordinatorDetails;
import dev.orch.oozie.server.OozieRejectedException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives a live coordinator another definition under the same id: no new actions, those under way
 * end (or are killed), the update, actions again. Each call can be made again; each success is read
 * back, since Oozie reports some for calls that did nothing.
 */
final class CoordinatorUpdate {
  private final JobWork work;
  private final Drain drain;

  CoordinatorUpdate(JobWork work) {
    this.work = work;
    this.drain = new Drain(work.server());
  }

  /** Begins one. */
  JobResult begin(JobRecord record, Running running, Job job)
      throws IOException, InterruptedException {
    try {
      work.upload(job);
      work.tryOut(job, running.start());
      CoordinatorDetails now = drain.details(running.id());
      Undertaking.Update begun =
          new Undertaking.Update(job.digest(), now.pause(), Set.of(), work.now());
      return resume(work.save(record.undertaking(begun)), running, begun, job);
    } catch (OozieRejectedException e) {
      return failed(record, job.digest(), "Oozie refused its change: " + e.getMessage());
    }
  }

  /**
   * Goes on with one.
   *
   * @param job null if it is to go by now
   */
  JobResult resume(JobRecord record, Running running, Undertaking.Update begun, @Nullable Job job)
      throws IOException, InterruptedException {
    try {
      if (work.hasDigest(running.id(), record, begun.target())) {
        return finish(record, running, begun);
      }
      if (job == null || !job.digest().equals(begun.target())) {
        // Something else is desired by now: first as before, then that.
        drain.restore(running.id(), begun.formerPause());
        return rerunKilled(running, begun)
            ? JobWork.result(
                work.save(record.undertaking(null)),
                Kind.WAITING,
                "its change was overtaken by another")
            : beingKilled(record);
      }
      if (work.settings().policy() != StopPolicy.LEAVE) {
        boolean paused = drain.pause(running.id());
        List<CoordinatorAction> underWay = work.server().actions(running.id(), Timing.UNDER_WAY);
        if (work.settings().policy() == StopPolicy.KILL && !underWay.isEmpty()) {
          // Also when it is not paused: a run that began before an earlier one keeps Oozie from it,
          // and may never end by itself.
          return kill(record, running, begun, underWay);
        }
        if (!paused || !underWay.isEmpty()) {
          return waiting(record, running, begun, underWay);
        }
      }
      return update(record, running, begun, job);
    } catch (OozieRejectedException e) {
      return giveUp(record, running, begun, "Oozie refused its change: " + e.getMessage());
    }
  }

  private JobResult kill(
      JobRecord record, Running running, Undertaking.Update begun, List<CoordinatorAction> underWay)
      throws IOException {
    if (work.isOver(begun.since(), work.settings().drainTimeout())) {
      return waiting(record, running, begun, underWay);
    }
    Set<Integer> numbers = new HashSet<>(begun.killed());
    underWay.forEach(action -> numbers.add(action.number()));
    Undertaking.Update noted =
        new Undertaking.Update(begun.target(), begun.formerPause(), numbers, begun.since());
    JobRecord saved = work.save(record.undertaking(noted));
    work.server()
        .killActions(
            running.id(),
            underWay.stream().map(CoordinatorAction::number).collect(Collectors.toSet()));
    return JobWork.result(saved, Kind.WAITING, "killing " + underWay.size() + " runs under way");
  }

  private JobResult waiting(
      JobRecord record, Running running, Undertaking.Update begun, List<CoordinatorAction> underWay)
      throws IOException {
    if (work.isOver(begun.since(), work.settings().drainTimeout())) {
      return giveUp(
          record,
          running,
          begun,
          "its runs did not end within "
              + work.settings().drainTimeout()
              + "; still under way: "
              + underWay.stream().map(action -> action.nominal().toString()).limit(5).toList());
    }
    return JobWork.result(
        record, Kind.WAITING, "waiting for " + underWay.size() + " runs under way to end");
  }

  private JobResult update(JobRecord record, Running running, Undertaking.Update begun, Job job)
      throws IOException {
    work.server().update(running.id(), work.configuration(job, running.start()));
    if (!work.hasDigest(running.id(), record, begun.target())) {
      return giveUp(record, running, begun, "Oozie reported its update done, and it is not");
    }
    return finish(record, running, begun);
  }

  private JobResult finish(JobRecord record, Running running, Undertaking.Update begun)
      throws IOException {
    drain.restore(running.id(), begun.formerPause());
    if (!rerunKilled(running, begun)) {
      return beingKilled(record);
    }
    Running now = new Running(begun.target(), running.id(), running.start(), running.until());
    JobRecord settled =
        record
            .retiring(new Retired(running.digest(), running.id(), lastAction(running)))
            .settled(record.kind(), now);
    return JobWork.result(work.sweep(work.save(settled)), Kind.CHANGED, "updated");
  }

  /**
   * Runs those again that were killed for the change and have not been run again since.
   *
   * @return not if some are still on their way to be killed, which Oozie does in its own time: they
   *     would be forgotten
   */
  private boolean rerunKilled(Running running, Undertaking.Update begun) {
    if (begun.killed().isEmpty()) {
      return true;
    }
    if (!noted(running, begun, Timing.UNDER_WAY).isEmpty()) {
      return false;
    }
    Set<Integer> killed = noted(running, begun, Set.of(ActionStatus.KILLED));
    if (!killed.isEmpty()) {
      work.server().rerun(running.id(), killed);
    }
    return true;
  }

  private Set<Integer> noted(
      Running running, Undertaking.Update begun, Set<ActionStatus> statuses) {
    return work.server().actions(running.id(), statuses).stream()
        .map(CoordinatorAction::number)
        .filter(begun.killed()::contains)
        .collect(Collectors.toSet());
  }

  private static JobResult beingKilled(JobRecord record) {
    return JobWork.result(record, Kind.WAITING, "waiting for runs that are being killed");
  }

  /** Whatever has not ended by now may have been made in the former state. */
  private int lastAction(Running running) {
    return work.server().actions(running.id(), Timing.UNFINISHED).stream()
        .mapToInt(CoordinatorAction::number)
        .max()
        .orElse(0);
  }

  /** What ran before runs on. */
  private JobResult giveUp(
      JobRecord record, Running running, Undertaking.Update begun, String reason)
      throws IOException {
    drain.restore(running.id(), begun.formerPause());
    if (!rerunKilled(running, begun)) {
      return beingKilled(record);
    }
    return failed(record, begun.target(), reason);
  }

  private JobResult failed(JobRecord record, Digest target, String reason) throws IOException {
    JobRecord failed = work.save(record.failed(new FailedChange(target, reason)));
    return JobWork.result(failed, Kind.FAILED, reason);
  }
}
