package dev.orch.oozie.deploy;

import dev.orch.oozie.deploy.JobResult.Kind;
import dev.orch.oozie.job.Job;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Submits a job again that was killed, that Oozie lost, or that is to begin at another time. */
final class SubmissionAgain {
  private final JobWork work;
  private final Submission submission;
  private final Decider decider;

  SubmissionAgain(JobWork work, Submission submission, Decider decider) {
    this.work = work;
    this.submission = submission;
    this.decider = decider;
  }

  /**
   * Does what was asked for.
   *
   * @param desired null if the job is to go by now
   */
  JobResult resume(JobRecord record, Undertaking.Resubmit asked, @Nullable Job desired)
      throws IOException, InterruptedException {
    Running former = record.running();
    boolean lives = former != null && stays(former, asked);
    if (desired == null || lives) {
      // Two of them would run everything twice.
      return drop(
          record,
          desired == null ? "its directory is gone" : "it lives, and is not submitted again");
    }
    if (work.settings().isElsewhere(desired.name())) {
      return drop(record, "another cluster makes its runs, so it is not submitted again");
    }
    return submission.begin(record, desired, decider.notBefore(desired, asked.start()));
  }

  private JobResult drop(JobRecord record, String why) throws IOException {
    return JobWork.result(work.save(record.undertaking(null)), Kind.WAITING, why);
  }

  /** One that has made no run goes: the other one makes those that it would have made. */
  private boolean stays(Running former, Undertaking.Resubmit asked) {
    if (!lives(former)) {
      return false;
    }
    if (asked.start() == null || !work.server().actions(former.id(), Set.of()).isEmpty()) {
      return true;
    }
    work.server().kill(former.id());
    return lives(former);
  }

  private boolean lives(Running running) {
    return work.server().job(running.id()).stream()
        .anyMatch(job -> !job.summary().status().isEnd());
  }
}
