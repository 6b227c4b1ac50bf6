package dev.orch.oozie.deploy;

import dev.orch.model.Digest;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.job.Marker;
import dev.orch.oozie.server.CoordinatorDetails;
import dev.orch.oozie.server.JobDetails;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobStatus;
import dev.orch.oozie.server.OozieServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How a job stands.
 *
 * @param id in Oozie; null if it has none
 * @param digest of what runs; null if nothing does
 * @param status null if Oozie does not know it
 * @param next the next nominal time for which a run will be made; null if none is known
 * @param trouble what is wrong or under way, one line; null if nothing is
 * @param failed whether it is not as it should be: its change failed, or someone killed it
 */
public record JobInfo(
    JobName job,
    JobKind kind,
    @Nullable JobId id,
    @Nullable Digest digest,
    @Nullable JobStatus status,
    @Nullable Instant next,
    @Nullable String trouble,
    boolean failed) {
  private static final String MARKER_GONE =
      "someone else updated it: orch's marker is gone; its next change puts it right";

  /**
   * Those that are known, in order of their names; one or two calls for each.
   *
   * @throws dev.orch.model.StoreUnavailableException when the server cannot be reached
   */
  public static List<JobInfo> of(SortedMap<JobName, JobRecord> records, OozieServer server) {
    List<JobInfo> all = new ArrayList<>();
    records.values().forEach(record -> all.add(of(record, server)));
    return all;
  }

  /** Whether someone else gave it another configuration. */
  public boolean changedByOthers() {
    return MARKER_GONE.equals(trouble);
  }

  private static JobInfo of(JobRecord record, OozieServer server) {
    Running running = record.running();
    if (running == null) {
      return new JobInfo(
          record.job(),
          record.kind(),
          null,
          null,
          null,
          null,
          trouble(record, null),
          record.failed() != null);
    }
    JobDetails found;
    Instant next = null;
    if (record.kind() == JobKind.COORDINATOR) {
      Optional<CoordinatorDetails> coordinator = server.coordinator(running.id());
      found = coordinator.map(CoordinatorDetails::job).orElse(null);
      next = coordinator.map(CoordinatorDetails::nextMaterialized).orElse(null);
    } else {
      found = server.job(running.id()).orElse(null);
    }
    JobStatus status = found == null ? null : found.summary().status();
    boolean gone = status == null || status == JobStatus.KILLED || status == JobStatus.FAILED;
    return new JobInfo(
        record.job(),
        record.kind(),
        running.id(),
        running.digest(),
        status,
        gone ? null : next,
        trouble(record, found),
        record.failed() != null || gone);
  }

  private static @Nullable String trouble(JobRecord record, @Nullable JobDetails found) {
    JobStatus status = found == null ? null : found.summary().status();
    JobRecord.FailedChange failed = record.failed();
    Undertaking undertaking = record.undertaking();
    if (failed != null) {
      return failed.reason();
    } else if (undertaking != null) {
      return JobPreview.underWay(record, undertaking).why();
    } else if (record.running() != null && status == null) {
      return "Oozie does not know it any more; see orch resubmit";
    } else if (status == JobStatus.KILLED || status == JobStatus.FAILED) {
      return "not by orch's doing; it is left so, see orch resubmit";
    } else if (record.running() != null && record.running().until() != null) {
      return "ends at " + record.running().until() + "; nothing is left to run here";
    } else if (found != null && Marker.in(found.configuration()).isEmpty()) {
      return MARKER_GONE;
    }
    return null;
  }
}
