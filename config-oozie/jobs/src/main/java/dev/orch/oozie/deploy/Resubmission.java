package dev.orch.oozie.deploy;

import dev.orch.oozie.job.Job;
import dev.orch.oozie.schedule.CoordinatorDefinition;
import dev.orch.oozie.schedule.Restart;
import dev.orch.oozie.schedule.Schedule;
import dev.orch.oozie.server.CoordinatorDetails;
import dev.orch.oozie.server.JobDetails;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobStatus;
import dev.orch.oozie.server.OozieServer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Submits jobs again that someone killed, or that Oozie lost: only when somebody asks for it. What
 * is asked for is written down, and done by whoever deploys the component.
 */
public final class Resubmission {
  private static final String NO_SCHEDULE =
      "its schedule cannot be told: a variable without a value, or a time that is not like"
          + " 2026-01-31T08:00Z";

  private final OozieServer server;

  public Resubmission(OozieServer server) {
    this.server = server;
  }

  /** What would become of one job. */
  public sealed interface Plan {
    /**
     * It is submitted again.
     *
     * @param start from which it runs; null if its definition says
     * @param leftOut nominal times before it whose runs were killed, and are not run again
     */
    record Submit(@Nullable Instant start, List<Instant> leftOut) implements Plan {
      public Submit {
        leftOut = List.copyOf(leftOut);
      }
    }

    /** It must not be. */
    record Refuse(String why) implements Plan {}
  }

  /**
   * Looks what would become of a job, from reads alone.
   *
   * @param from the first nominal time is not before it; null to go on where it stopped
   */
  public Plan plan(JobRecord record, Job desired, @Nullable Instant from) {
    Running running = record.running();
    if (record.undertaking() != null) {
      return new Plan.Refuse("something is under way; see orch jobs");
    } else if (running == null) {
      return new Plan.Refuse("it never ran; what failed is tried again with orch retry");
    }
    Optional<JobDetails> found = server.job(running.id());
    JobStatus status = found.map(job -> job.summary().status()).orElse(null);
    if (status != null && status != JobStatus.KILLED && status != JobStatus.FAILED) {
      return new Plan.Refuse("it is " + status);
    }
    return desired.kind() == JobKind.COORDINATOR
        ? coordinator(running, desired, from)
        : new Plan.Submit(null, List.of());
  }

  private Plan coordinator(Running former, Job desired, @Nullable Instant from) {
    Schedule schedule = CoordinatorDefinition.find(desired).map(it -> it.schedule()).orElse(null);
    if (schedule == null) {
      return new Plan.Refuse(NO_SCHEDULE);
    }
    if (from != null) {
      return plan(new Resumption(schedule.restartAt(from), List.of()));
    }
    Optional<CoordinatorDetails> killed = server.coordinator(former.id());
    return killed.isEmpty()
        ? new Plan.Refuse(
            "Oozie does not know "
                + former.id()
                + " any more, nor which runs it had; say from when with --from")
        : plan(Resumption.of(server, killed.get(), schedule));
  }

  private static Plan plan(Resumption resumption) {
    Restart restart = resumption.restart();
    if (restart instanceof Restart.At at) {
      return new Plan.Submit(at.start(), resumption.leftOut());
    } else if (restart instanceof Restart.Impossible impossible) {
      return new Plan.Refuse(impossible.reason());
    }
    return new Plan.Refuse("it has nothing left to run");
  }
}
