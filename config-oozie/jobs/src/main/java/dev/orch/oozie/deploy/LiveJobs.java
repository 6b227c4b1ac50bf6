package dev.orch.oozie.deploy;

import dev.orch.oozie.server.CoordinatorDetails;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobStatus;
import dev.orch.oozie.server.JobSummary;
import dev.orch.oozie.server.OozieServer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Jobs as they were when first asked for: those of a user that have not ended by one list call for
 * each kind, however many there are, and coordinators one by one. Good for one pass.
 */
final class LiveJobs {
  private static final Set<JobStatus> NOT_ENDED = notEnded();

  private final OozieServer server;
  private final Map<String, Map<JobKind, Map<JobId, JobSummary>>> byUser = new HashMap<>();
  private final Map<JobId, Optional<CoordinatorDetails>> coordinators = new HashMap<>();

  LiveJobs(OozieServer server) {
    this.server = server;
  }

  private static Set<JobStatus> notEnded() {
    EnumSet<JobStatus> statuses = EnumSet.noneOf(JobStatus.class);
    Arrays.stream(JobStatus.values())
        .filter(status -> !status.isEnd() && status != JobStatus.OTHER)
        .forEach(statuses::add);
    return statuses;
  }

  /** Those of this kind. */
  Map<JobId, JobSummary> of(JobKind kind, String user) {
    return byUser
        .computeIfAbsent(user, name -> new EnumMap<>(JobKind.class))
        .computeIfAbsent(kind, asked -> list(asked, user));
  }

  private Map<JobId, JobSummary> list(JobKind kind, String user) {
    Map<JobId, JobSummary> byId = new HashMap<>();
    server.jobs(kind, user, NOT_ENDED).forEach(job -> byId.put(job.id(), job));
    return byId;
  }

  /** A job as it stands now, ended ones too; nothing if Oozie does not know it. */
  Optional<JobSummary> find(JobId id, JobKind kind, String user) {
    JobSummary live = of(kind, user).get(id);
    return live == null ? look(id) : Optional.of(live);
  }

  /** A job of any kind as it is now, one call; nothing if Oozie does not know it. */
  Optional<JobSummary> look(JobId id) {
    return server.job(id).map(details -> details.summary());
  }

  /** A coordinator as it was when first asked for; nothing if Oozie does not know it. */
  Optional<CoordinatorDetails> coordinator(JobId id) {
    return coordinators.computeIfAbsent(id, server::coordinator);
  }

  /** Those of this kind and name; all of the kind if the name is not known. */
  List<JobSummary> named(JobKind kind, String user, Optional<String> name) {
    return of(kind, user).values().stream()
        .filter(job -> name.isEmpty() || job.name().equals(name.get()))
        .sorted((a, b) -> a.id().value().compareTo(b.id().value()))
        .toList();
  }
}
