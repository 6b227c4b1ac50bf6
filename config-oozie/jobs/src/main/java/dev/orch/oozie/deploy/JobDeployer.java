package dev.orch.oozie.deploy;

import dev.orch.model.component.FileTree;
import dev.orch.oozie.deploy.JobResult.Kind;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobSummary;
import dev.orch.oozie.server.OozieRejectedException;
import dev.orch.oozie.server.OozieServer;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings the jobs of a component to the state that its files desire, one pass at a time: each pass
 * does for each job what can be done now, and waits for nothing. Jobs are independent: one that
 * fails, or has to wait, keeps no other from going on. What an interrupted pass left is finished by
 * the next one, whoever runs it.
 *
 * <p>Used by one thread at a time, and one at a time for a component.
 */
public final class JobDeployer {
  private final OozieServer server;
  private final JobFiles files;
  private final JobMemory memory;
  private final DeployTarget target;
  private final Clock clock;

  public JobDeployer(
      OozieServer server, JobFiles files, JobMemory memory, DeployTarget target, Clock clock) {
    this.server = server;
    this.files = files;
    this.memory = memory;
    this.target = target;
    this.clock = clock;
  }

  /**
   * Makes one pass.
   *
   * @param tree holds the files of the jobs
   * @throws dev.orch.model.StoreUnavailableException when the server cannot be reached
   * @throws dev.orch.model.CorruptDataException when what is known of the jobs cannot be understood
   * @throws IOException when what is known of the jobs cannot be read
   * @throws InterruptedException when the thread is interrupted; the next pass goes on
   */
  public DeployReport pass(JobSet desired, FileTree tree) throws IOException, InterruptedException {
    SortedMap<JobName, JobRecord> records = memory.load();
    JobWork work = new JobWork(server, files, memory, target, desired.settings(), tree, clock);
    Steps steps = new Steps(work);
    List<JobResult> results = new ArrayList<>();
    for (JobName name : names(records, desired)) {
      Job job = desired.jobs().get(name);
      results.add(steps.step(recordOf(name, records, job), job));
    }
    return new DeployReport(results);
  }

  /**
   * What a pass would do now, from reads alone.
   *
   * @return in order of the jobs' names
   * @throws dev.orch.model.StoreUnavailableException as {@link #pass}
   * @throws dev.orch.model.CorruptDataException as {@link #pass}
   * @throws IOException as {@link #pass}
   */
  public List<JobPreview> preview(JobSet desired) throws IOException {
    SortedMap<JobName, JobRecord> records = memory.load();
    LiveJobs live = new LiveJobs(server);
    Decider decider = new Decider(server, target, desired.settings(), live, clock.instant());
    List<JobPreview> previews = new ArrayList<>();
    for (JobName name : names(records, desired)) {
      Job job = desired.jobs().get(name);
      JobRecord record = recordOf(name, records, job);
      JobPreview preview =
          record.undertaking() == null
              ? JobPreview.of(record, decider.decide(record, job))
              : JobPreview.underWay(record, record.undertaking());
      previews.add(preview.lookedAt(record.kind(), live));
    }
    return previews;
  }

  private static SortedSet<JobName> names(SortedMap<JobName, JobRecord> records, JobSet desired) {
    SortedSet<JobName> names = new TreeSet<>(records.keySet());
    names.addAll(desired.jobs().keySet());
    return names;
  }

  private static JobRecord recordOf(
      JobName name, SortedMap<JobName, JobRecord> records, @Nullable Job desired) {
    JobRecord record = records.get(name);
    return record == null
        ? JobRecord.fresh(name, desired == null ? JobKind.COORDINATOR : desired.kind())
        : record;
  }

  /** Lets changes that failed be tried again in the next pass. */
  public void retryFailed() throws IOException {
    for (JobRecord record : memory.load().values()) {
      if (record.failed() != null) {
        memory.save(record.forgiven());
      }
    }
  }

  /** The steps of one pass. */
  private static final class Steps {
    private final JobWork work;
    private final Decider decider;
    private final LiveJobs live;
    private final Submission submission;
    private final SubmissionAgain again;
    private final CoordinatorUpdate update;
    private final HandOver handOver;
    private final Removal removal;

    Steps(JobWork work) {
      this.work = work;
      this.live = new LiveJobs(work.server());
      this.decider = new Decider(work.server(), work.target(), work.settings(), live, work.now());
      this.submission = new Submission(work);
      this.again = new SubmissionAgain(work, submission, decider);
      this.update = new CoordinatorUpdate(work);
      this.handOver = new HandOver(work, submission);
      this.removal = new Removal(work);
    }

    JobResult step(JobRecord record, @Nullable Job desired) throws InterruptedException {
      try {
        return record.undertaking() == null
            ? begin(record, desired)
            : resume(record, record.undertaking(), desired);
      } catch (OozieRejectedException | IOException e) {
        if (Thread.interrupted()) {
          // Whoever is interrupted while it writes sees a failure, and so would each job after it.
          throw (InterruptedException) new InterruptedException("interrupted").initCause(e);
        }
        // A file of this job that cannot be written keeps no other job from its change.
        return JobWork.result(record, Kind.FAILED, String.valueOf(e.getMessage()));
      }
    }

    private JobResult resume(JobRecord record, Undertaking undertaking, @Nullable Job desired)
        throws IOException, InterruptedException {
      Running running = record.running();
      if (undertaking instanceof Undertaking.Submit intent) {
        return submission.resume(record, intent, desired);
      } else if (undertaking instanceof Undertaking.Resubmit asked) {
        return again.resume(record, asked, desired);
      } else if (undertaking instanceof Undertaking.HandOver begun) {
        return handOver.resume(record, begun, desired);
      } else if (running == null) {
        throw new IllegalStateException(record.job() + ": nothing runs that could be changed");
      } else if (undertaking instanceof Undertaking.Update begun) {
        return update.resume(record, running, begun, desired);
      }
      return removal.resume(record, running, (Undertaking.Stop) undertaking, desired);
    }

    private JobResult begin(JobRecord record, @Nullable Job desired)
        throws IOException, InterruptedException {
      Decision decision = decider.decide(record, desired);
      if (decision instanceof Decision.Leave leave) {
        // Nothing to sweep, nothing asked: a component that is as desired costs one list call.
        JobRecord swept = record.retired().isEmpty() ? record : work.sweep(record);
        return JobWork.result(swept, Kind.UNTOUCHED, leave.why());
      } else if (decision instanceof Decision.Drifted drifted) {
        return JobWork.result(record, Kind.DRIFTED, drifted.why());
      } else if (decision instanceof Decision.Refuse refuse) {
        return JobWork.result(record, Kind.REFUSED, refuse.why());
      } else if (decision instanceof Decision.StillFailed failed) {
        return JobWork.result(record, Kind.FAILED, failed.why());
      }
      Running running = record.running();
      if (desired == null) {
        return running == null ? drop(record) : goAway(record, running, decision);
      } else if (decision instanceof Decision.TakeOver found) {
        JobRecord taken = work.save(record.settled(desired.kind(), found.found()));
        return JobWork.result(taken, Kind.WAITING, found.why());
      } else if (decision instanceof Decision.Submit submit) {
        return submission.begin(record, desired, submit.start());
      } else if (running == null) {
        throw new IllegalStateException(record.job() + ": nothing runs that could be changed");
      } else if (decision instanceof Decision.Begin other) {
        Undertaking.Resubmit asked = new Undertaking.Resubmit(other.start(), work.now());
        return again.resume(work.save(record.undertaking(asked)), asked, desired);
      } else if (decision instanceof Decision.Update) {
        return update.begin(record, running, desired);
      } else if (decision instanceof Decision.HandOver decided) {
        return handOver.begin(record, running, desired, decided);
      } else if (decision instanceof Decision.Replace replace) {
        return replace(record, running, desired, replace);
      }
      return note(record, running, desired, decision);
    }

    private JobResult goAway(JobRecord record, Running running, Decision decision)
        throws IOException {
      return decision instanceof Decision.Stop
          ? removal.begin(record, running)
          : removal.forget(record, running);
    }

    private JobResult drop(JobRecord record) throws IOException {
      work.memory().remove(record.job());
      return JobWork.result(record, Kind.CHANGED, "gone before it ever ran");
    }

    /** What runs once is submitted again when it has ended. */
    private JobResult replace(
        JobRecord record, Running running, Job desired, Decision.Replace replace)
        throws IOException, InterruptedException {
      Optional<JobSummary> former = live.find(running.id(), record.kind(), work.user(desired));
      boolean ended = former.isEmpty() || former.get().status().isEnd();
      if (ended) {
        return submission.begin(record, desired, null);
      }
      return switch (work.settings().policy()) {
        case DRAIN ->
            JobWork.result(record, Kind.WAITING, replace.why() + "; waiting for it to end");
        case LEAVE -> submission.begin(record, desired, null);
        case KILL -> {
          work.server().kill(running.id());
          yield JobWork.result(record, Kind.WAITING, replace.why() + "; it is killed first");
        }
      };
    }

    private JobResult note(JobRecord record, Running running, Job desired, Decision decision)
        throws IOException {
      Running now = new Running(desired.digest(), running.id(), running.start(), running.until());
      return JobWork.result(
          work.save(record.settled(desired.kind(), now)), Kind.CHANGED, decision.why());
    }
  }
}
