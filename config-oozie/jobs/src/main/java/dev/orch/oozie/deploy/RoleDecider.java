package dev.orch.oozie.deploy;

import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.OozieSettings;
import dev.orch.oozie.job.Role;
import dev.orch.oozie.schedule.Restart;
import dev.orch.oozie.schedule.Schedule;
import dev.orch.oozie.schedule.StartedAt;
import dev.orch.oozie.server.CoordinatorDetails;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobSummary;
import dev.orch.oozie.server.OozieServer;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides of jobs whose runs one of two clusters makes, by the time from which it does: the one
 * ends its job there, the other begins one of its own there.
 */
final class RoleDecider {
  private final OozieServer server;
  private final OozieSettings settings;
  private final LiveJobs live;
  private final Decider decider;
  private final Instant now;

  RoleDecider(
      OozieServer server, OozieSettings settings, LiveJobs live, Decider decider, Instant now) {
    this.server = server;
    this.settings = settings;
    this.live = live;
    this.decider = decider;
    this.now = now;
  }

  /** Nothing if the job is as any other for now. */
  Optional<Decision> decide(JobRecord record, Job desired) {
    if (desired.kind() != JobKind.COORDINATOR) {
      return Optional.empty();
    }
    Role role = settings.role(desired.name()).orElse(null);
    if (role != null && !role.here()) {
      return Optional.of(elsewhere(record.running(), desired, role.since()));
    }
    Running running = record.running();
    if (running == null) {
      return Optional.empty();
    }
    if (running.until() == null) {
      return role == null ? Optional.empty() : moved(running, desired, role.since());
    }
    return back(running, running.until(), desired, role);
  }

  private Decision elsewhere(@Nullable Running running, Job desired, Instant since) {
    String why = "another cluster makes its runs from " + since + " on";
    if (running == null) {
      // One that is marked as ours is known here no more, and may be live.
      Decision first = decider.first(desired);
      return first instanceof Decision.TakeOver ? first : new Decision.Leave(why);
    }
    Optional<CoordinatorDetails> now =
        found(running, desired)
            .filter(job -> !job.status().isEnd())
            .flatMap(job -> live.coordinator(job.id()));
    if (now.isEmpty()) {
      return new Decision.Leave(why);
    }
    Instant end = now.get().end();
    Optional<Schedule> schedule = Decider.schedule(desired);
    Instant first = Timing.boundary(server, now.get()).orElse(end);
    Instant last = schedule.map(Schedule::end).filter(it -> it.isBefore(since)).orElse(since);
    Instant boundary = first.isAfter(last) ? first : last;
    if (boundary.equals(end) || (running.until() == null && !boundary.isBefore(end))) {
      return new Decision.Leave(why + "; this one ends before");
    }
    boolean late =
        schedule.map(it -> it.restartAt(since)).orElse(null) instanceof Restart.At at
            && at.start().isBefore(first);
    return new Decision.HandOver(
        boundary,
        null,
        why + (late ? "; runs of this one that are not before it had begun by then" : ""));
  }

  /** The time of a swap was put off or forward, and this one waits for the former. */
  private Optional<Decision> moved(Running running, Job desired, Instant since) {
    Instant start = running.start();
    Restart restart = Decider.restart(desired, since).orElse(null);
    if (start == null || !(restart instanceof Restart.At at) || at.start().equals(start)) {
      return Optional.empty();
    }
    boolean begun =
        !start.isAfter(now)
            || found(running, desired).filter(job -> !job.status().isEnd()).isEmpty()
            || !server.actions(running.id(), Set.of()).isEmpty();
    return begun
        ? Optional.empty()
        : Optional.of(
            new Decision.Begin(
                at.start(), "it begins at " + at.start() + " now, and has made no run yet"));
  }

  /** It comes back to this cluster, or has something left to run by now. */
  private Optional<Decision> back(
      Running running, Instant until, Job desired, @Nullable Role role) {
    Instant from = role != null && role.since().isAfter(until) ? role.since() : until;
    Optional<Restart> restart = Decider.restart(desired, from);
    if (restart.isEmpty() || StartedAt.of(desired.definition()).isEmpty()) {
      return Optional.of(
          new Decision.Refuse(
              "where it goes on cannot be told: its times, or the attribute start in the root"
                  + " element of "
                  + desired.definitionFile()));
    } else if (restart.get() instanceof Restart.Impossible impossible) {
      return Optional.of(new Decision.Refuse(impossible.reason()));
    } else if (restart.get() instanceof Restart.At at) {
      String why = "it had ended at " + until + ", and has runs to make here from " + from + " on";
      boolean lives = found(running, desired).filter(job -> !job.status().isEnd()).isPresent();
      return Optional.of(
          lives
              ? new Decision.HandOver(until, at.start(), why)
              : new Decision.Submit(at.start(), why));
    }
    return Optional.empty();
  }

  private Optional<JobSummary> found(Running running, Job desired) {
    return live.find(running.id(), JobKind.COORDINATOR, decider.user(desired));
  }
}
