package dev.orch.oozie.deploy;

import dev.orch.model.Quoted;
import dev.orch.oozie.deploy.JobRecord.FailedChange;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobProperties;
import dev.orch.oozie.job.Marker;
import dev.orch.oozie.job.OozieSettings;
import dev.orch.oozie.job.Role;
import dev.orch.oozie.schedule.CoordinatorDefinition;
import dev.orch.oozie.schedule.Restart;
import dev.orch.oozie.schedule.Schedule;
import dev.orch.oozie.schedule.StartedAt;
import dev.orch.oozie.server.CoordinatorDetails;
import dev.orch.oozie.server.JobDetails;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobStatus;
import dev.orch.oozie.server.JobSummary;
import dev.orch.oozie.server.OozieServer;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is to be done with a job of which nothing is under way. Reads only. Good for one
 * pass.
 */
final class Decider {
  private static final String RETRY = "; see orch retry";
  private static final String UNASKED = "; it is not submitted again unasked, see orch resubmit";

  private final OozieServer server;
  private final DeployTarget target;
  private final OozieSettings settings;
  private final LiveJobs live;
  private final RoleDecider byRole;

  Decider(
      OozieServer server, DeployTarget target, OozieSettings settings, LiveJobs live, Instant now) {
    this.server = server;
    this.target = target;
    this.settings = settings;
    this.live = live;
    this.byRole = new RoleDecider(server, settings, live, this, now);
  }

  /**
   * Decides.
   *
   * @param desired null if the job is to go
   */
  Decision decide(JobRecord record, @Nullable Job desired) {
    Optional<Decision> role = desired == null ? Optional.empty() : byRole.decide(record, desired);
    if (role.isPresent()) {
      return role.get();
    }
    return decideHere(record, desired);
  }

  private Decision decideHere(JobRecord record, @Nullable Job desired) {
    FailedChange failed = record.failed();
    if (failed != null
        && Objects.equals(failed.digest(), desired == null ? null : desired.digest())) {
      return new Decision.StillFailed(failed.reason() + RETRY);
    }
    Running running = record.running();
    if (running == null) {
      return desired == null ? new Decision.Forget("it never ran") : first(desired);
    }
    Optional<JobSummary> found = live.find(running.id(), record.kind(), user(desired));
    if (desired == null) {
      return found.isEmpty() || found.get().status().isEnd()
          ? new Decision.Forget("it has ended")
          : new Decision.Stop("its directory is gone");
    }
    if (found.isEmpty()) {
      return new Decision.Drifted("Oozie does not know " + running.id() + " any more" + UNASKED);
    }
    if (found.get().status() == JobStatus.KILLED && heals(desired)) {
      return healed(running, desired);
    }
    if (!desired.digest().equals(running.digest())) {
      return changed(record, running, desired, found.get());
    }
    return failed != null && desired.kind() == JobKind.COORDINATOR
        ? takenBack(record, running, desired, found.get())
        : unchanged(found.get());
  }

  /** One that failed is left: it would fail again. */
  private boolean heals(Job desired) {
    return settings.heals() && desired.kind() == JobKind.COORDINATOR;
  }

  private Decision healed(Running running, Job desired) {
    Optional<CoordinatorDetails> killed = live.coordinator(running.id());
    Optional<Schedule> schedule = schedule(desired);
    if (killed.isEmpty() || schedule.isEmpty()) {
      return new Decision.Drifted("it is KILLED, and where to go on cannot be told" + UNASKED);
    }
    Restart restart = Resumption.of(server, killed.get(), schedule.get()).restart();
    if (restart instanceof Restart.At at) {
      return new Decision.Submit(
          notBefore(desired, at.start()), "it was killed, and its component asks for healing");
    } else if (restart instanceof Restart.Impossible impossible) {
      return new Decision.Drifted("it is KILLED, and " + impossible.reason());
    }
    return new Decision.Leave("it was killed, and has nothing left to run");
  }

  /** What failed may have been a hand-over that had set the job's end. */
  private Decision takenBack(JobRecord record, Running running, Job desired, JobSummary found) {
    Decision decision = changed(record, running, desired, found);
    return decision instanceof Decision.Update || decision instanceof Decision.Note
        ? unchanged(found)
        : decision;
  }

  private static Decision unchanged(JobSummary found) {
    return switch (found.status()) {
      case KILLED, FAILED -> new Decision.Drifted("it is " + found.status() + UNASKED);
      default -> new Decision.Leave("unchanged, " + found.status());
    };
  }

  private Decision changed(JobRecord record, Running running, Job desired, JobSummary found) {
    if (found.status() == JobStatus.KILLED || found.status() == JobStatus.FAILED) {
      return new Decision.Drifted("it is " + found.status() + ", so its change waits" + UNASKED);
    }
    if (desired.kind() != record.kind()) {
      return new Decision.Refuse(
          "it is a "
              + record.kind()
              + " and should become a "
              + desired.kind()
              + "; give it another directory");
    }
    return switch (desired.kind()) {
      case COORDINATOR -> changedCoordinator(running, desired, found);
      case WORKFLOW -> new Decision.Replace(running.id(), "its files or properties changed");
      case BUNDLE ->
          found.status().isEnd()
              ? new Decision.Submit(null, "it has ended, and changed")
              : new Decision.Refuse(
                  "Oozie cannot change a bundle without losing or repeating runs; make its"
                      + " coordinators jobs of their own");
    };
  }

  private Decision changedCoordinator(Running running, Job desired, JobSummary found) {
    CoordinatorDefinition definition = CoordinatorDefinition.find(desired).orElse(null);
    if (definition == null) {
      return new Decision.Refuse(desired.definitionFile() + " is not a coordinator's definition");
    }
    Optional<CoordinatorDetails> details = live.coordinator(running.id());
    if (details.isEmpty()) {
      return new Decision.Drifted("Oozie does not know " + running.id() + " any more");
    }
    CoordinatorDetails now = details.get();
    Schedule schedule = definition.schedule();
    String name = definition.name();
    if (schedule == null || name == null) {
      return new Decision.Refuse(
          "its name, frequency, start, end or time zone cannot be told: a variable without a value,"
              + " or a time that is not like 2026-01-31T08:00Z");
    }
    Optional<String> difference = Timing.difference(now, running.start(), name, schedule);
    if (found.status().isEnd()) {
      return afterItsEnd(now, schedule, difference);
    }
    return difference.isEmpty()
        ? new Decision.Update("its files or properties changed")
        : handOver(desired, now, schedule, difference.get());
  }

  /** A coordinator whose end has come is not there any more to be changed. */
  private static Decision afterItsEnd(
      CoordinatorDetails now, Schedule schedule, Optional<String> difference) {
    Restart restart = schedule.restartAt(now.end());
    if (difference.isEmpty() || restart instanceof Restart.Over) {
      return new Decision.Note("it has come to its end, and has nothing left to run");
    } else if (restart instanceof Restart.Impossible impossible) {
      return new Decision.Refuse(impossible.reason());
    }
    return new Decision.Submit(
        ((Restart.At) restart).start(), "it has come to its end, and " + difference.get());
  }

  private Decision handOver(
      Job desired, CoordinatorDetails now, Schedule schedule, String difference) {
    JobStatus status = now.job().summary().status();
    if (status.isSuspended() || status.isPaused() || now.pause() != null) {
      return new Decision.Refuse(
          difference
              + ", which needs another job in its place, and it is "
              + (status.isSuspended() ? "suspended" : "paused")
              + "; resume it, or kill it and resubmit");
    }
    if (StartedAt.of(desired.definition()).isEmpty()) {
      return new Decision.Refuse(
          "expected the attribute start in the root element of " + desired.definitionFile());
    }
    Instant boundary = Timing.boundary(server, now).orElse(now.end());
    Restart restart = schedule.restartAt(boundary);
    if (restart instanceof Restart.Impossible impossible) {
      return new Decision.Refuse(difference + ", but " + impossible.reason());
    } else if (restart instanceof Restart.At at) {
      return new Decision.HandOver(boundary, at.start(), difference);
    }
    return new Decision.HandOver(boundary, null, difference + "; nothing is left to run");
  }

  Decision first(Job desired) {
    String user = user(desired);
    Optional<String> name = ListedName.of(desired);
    for (JobSummary candidate : live.named(desired.kind(), user, name)) {
      Optional<JobDetails> details = server.job(candidate.id());
      Optional<Marker> marker = details.flatMap(job -> Marker.in(job.configuration()));
      if (marker.isPresent() && target.owns(marker.get(), desired.name())) {
        return new Decision.TakeOver(
            new Running(marker.get().digest(), candidate.id(), start(details.get())),
            "Oozie has it as " + candidate.id() + ", marked as ours");
      }
      boolean unmarked = details.isPresent() && marker.isEmpty();
      if (unmarked && name.isPresent() && !settings.ignores(candidate.name())) {
        return new Decision.Refuse(
            "Oozie has a live job of the name "
                + Quoted.of(candidate.name())
                + " that is not orch's, "
                + candidate.id()
                + "; take it over with orch adopt, kill it, or list it under oozie.ignore");
      }
    }
    return new Decision.Submit(notBefore(desired, null), "it is new");
  }

  /**
   * Where a job starts that another cluster ran before.
   *
   * @param start where it would otherwise; null if its definition says
   */
  @Nullable Instant notBefore(Job desired, @Nullable Instant start) {
    Optional<Schedule> schedule = schedule(desired);
    Optional<Instant> since = settings.role(desired.name()).map(Role::since);
    if (schedule.isEmpty() || since.isEmpty()) {
      return start;
    }
    Instant begin = start == null ? schedule.get().start() : start;
    boolean later = since.get().isAfter(begin);
    return later && schedule.get().restartAt(since.get()) instanceof Restart.At at
        ? at.start()
        : start;
  }

  private static @Nullable Instant start(JobDetails details) {
    String start = details.configuration().get(JobProperties.START);
    return start == null ? null : CoordinatorDefinition.parseTime(start).orElse(null);
  }

  /** Where its schedule would be taken up; nothing if it has none that can be told. */
  static Optional<Restart> restart(Job job, Instant boundary) {
    return schedule(job).map(schedule -> schedule.restartAt(boundary));
  }

  /** Nothing if it cannot be told. */
  static Optional<Schedule> schedule(Job job) {
    return CoordinatorDefinition.find(job).map(definition -> definition.schedule());
  }

  String user(@Nullable Job desired) {
    return desired == null ? settings.user().orElse(target.user()) : target.user(desired, settings);
  }
}
