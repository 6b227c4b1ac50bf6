package dev.orch.oozie.server;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An Oozie server, as one user sees it. Safe for use by several threads.
 *
 * <p>Oozie reports success for some calls that did nothing (killing a killed job, for one): whoever
 * changes a job looks at it again afterwards. Every method throws {@link OozieRejectedException}
 * when the server refuses, and {@link dev.orch.model.StoreUnavailableException} when it cannot be
 * reached or does not answer in time; what a changing call came to is not known then.
 */
public interface OozieServer extends AutoCloseable {
  /** Where it is, for messages. */
  String location();

  /**
   * Jobs of this user, newest first.
   *
   * @param statuses in one of these; all if empty
   */
  List<JobSummary> jobs(JobKind kind, String user, Set<JobStatus> statuses);

  /** A job of any kind, nothing if the server has no such job. */
  Optional<JobDetails> job(JobId id);

  /** A coordinator, nothing if the server has no such job. */
  Optional<CoordinatorDetails> coordinator(JobId id);

  /**
   * Actions of a coordinator in order of their numbers, however many there are.
   *
   * @param statuses in one of these; all if empty
   */
  List<CoordinatorAction> actions(JobId coordinator, Set<ActionStatus> statuses);

  /** The coordinators that a bundle started. */
  List<JobSummary> coordinatorsOf(JobId bundle);

  /**
   * Submits a job and starts it. Not idempotent: two calls make two jobs.
   *
   * @param configuration its properties; one names the application path, by which Oozie knows the
   *     kind
   */
  JobId submit(Map<String, String> configuration);

  /** Asks what submitting would do, and does nothing. */
  DryRun dryRun(Map<String, String> configuration);

  /** Gives a coordinator another definition and configuration; actions it has made keep theirs. */
  void update(JobId coordinator, Map<String, String> configuration);

  /**
   * Sets the time from which a coordinator or bundle makes no actions. Of a coordinator's actions
   * those not started whose nominal time is not before it are deleted, to be made again when the
   * pause ends.
   */
  void pauseAt(JobId id, Instant pause);

  /** Takes the pause time away. */
  void unpause(JobId id);

  /** Sets the time before which a coordinator's nominal times lie; it may be past. */
  void endAt(JobId coordinator, Instant end);

  void suspend(JobId id);

  void resume(JobId id);

  void kill(JobId id);

  /** Kills actions of a coordinator that have not ended, and nothing else of it. */
  void killActions(JobId coordinator, Set<Integer> actions);

  /**
   * Runs ended actions of a coordinator again, with the definition and the properties that it has
   * now; their output directories are left as they are.
   */
  void rerun(JobId coordinator, Set<Integer> actions);

  /** Gives up connections. */
  @Override
  void close();
}
