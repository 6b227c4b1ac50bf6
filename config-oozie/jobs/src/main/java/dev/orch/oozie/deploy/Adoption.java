package dev.orch.oozie.deploy;

import dev.orch.model.Digest;
import dev.orch.oozie.deploy.AdoptionCandidate.Verdict;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobProperties;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.job.Marker;
import dev.orch.oozie.job.OozieSettings;
import dev.orch.oozie.job.Variables;
import dev.orch.oozie.server.JobDetails;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobSummary;
import dev.orch.oozie.server.OozieRejectedException;
import dev.orch.oozie.server.OozieServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the live jobs that someone submitted with another tool and that a component's files
 * describe, and marks them as orch's. A marked one is taken over by whoever deploys the component
 * next, under the same id, with its first change an ordinary one.
 */
public final class Adoption {
  private final OozieServer server;
  private final DeployTarget target;

  public Adoption(OozieServer server, DeployTarget target) {
    this.server = server;
    this.target = target;
  }

  /**
   * What there is for each job of the component, from reads alone; a job may have several.
   *
   * @return in order of the jobs' names; nothing of those that Oozie has no live namesake of
   * @throws dev.orch.model.StoreUnavailableException when the server cannot be reached
   */
  public List<AdoptionCandidate> candidates(JobSet desired) {
    LiveJobs live = new LiveJobs(server);
    List<AdoptionCandidate> all = new ArrayList<>();
    for (Job job : desired.jobs().values()) {
      ListedName.of(job)
          .ifPresent(name -> all.addAll(candidates(job, name, desired.settings(), live)));
    }
    return all;
  }

  private List<AdoptionCandidate> candidates(
      Job job, String name, OozieSettings settings, LiveJobs live) {
    List<AdoptionCandidate> found = new ArrayList<>();
    String user = target.user(job, settings);
    for (JobSummary summary : live.named(job.kind(), user, Optional.of(name))) {
      Optional<JobDetails> details = server.job(summary.id());
      if (details.isPresent() && !settings.ignores(name)) {
        verdict(job, details.get())
            .ifPresent(verdict -> found.add(new AdoptionCandidate(job, details.get(), verdict)));
      }
    }
    return onlyOne(found);
  }

  /** Nothing for a job of another component. */
  private Optional<Verdict> verdict(Job job, JobDetails live) {
    Optional<Marker> marker = Marker.in(live.configuration());
    if (marker.isPresent()) {
      return target.owns(marker.get(), job.name()) ? Optional.of(Verdict.OURS) : Optional.empty();
    }
    if (job.kind() != JobKind.COORDINATOR) {
      return Optional.of(Verdict.UNCHANGEABLE);
    }
    return Optional.of(samePath(job, live) ? Verdict.SAME_PATH : Verdict.OTHER_PATH);
  }

  /**
   * Of several that could be the job, the closest counts, if it is one; the others are too many.
   */
  private static List<AdoptionCandidate> onlyOne(List<AdoptionCandidate> found) {
    for (Verdict closest : List.of(Verdict.OURS, Verdict.SAME_PATH, Verdict.OTHER_PATH)) {
      long count = found.stream().filter(it -> it.verdict() == closest).count();
      if (count > 0) {
        return found.stream()
            .map(it -> count == 1 && it.verdict() == closest ? it : it.tooMany())
            .toList();
      }
    }
    return found;
  }

  private static boolean samePath(Job job, JobDetails live) {
    String key = JobProperties.applicationPath(job.kind());
    String desired = application(new Variables(job.properties()).value(key), job);
    String found = application(new Variables(live.configuration()).value(key), job);
    return desired != null && Objects.equals(desired, found);
  }

  /** The path of the directory that holds it: a definition may be named, or be the usual one. */
  private static @Nullable String application(@Nullable String location, Job job) {
    if (location == null) {
      return null;
    }
    String path;
    try {
      // Sites name the same file system by its logical name, a host, or not at all.
      path = Objects.requireNonNullElse(URI.create(location.strip()).getPath(), "");
    } catch (IllegalArgumentException e) {
      path = location;
    }
    String definition = "/" + job.definitionFile();
    String directory =
        path.endsWith(definition) ? path.substring(0, path.length() - definition.length()) : path;
    return directory.replaceAll("/+$", "");
  }

  /**
   * Marks one as orch's, and changes nothing else of it: Oozie gives it the configuration that it
   * has, with the marker, and reads its definition again where it lies.
   *
   * @throws OozieRejectedException when Oozie refuses
   * @throws dev.orch.model.StoreUnavailableException when the server cannot be reached; whether it
   *     is marked is not known then, and it may be marked again
   */
  public void mark(AdoptionCandidate candidate) {
    JobDetails live = candidate.live();
    SortedMap<String, String> configuration = new TreeMap<>(live.configuration());
    Marker marker = target.marker(candidate.job().name(), digest(live));
    configuration.put(Marker.PROPERTY, marker.toString());
    JobId id = live.summary().id();
    server.update(id, configuration);
    Optional<JobDetails> found = server.job(id);
    Optional<Marker> has = found.flatMap(now -> Marker.in(now.configuration()));
    if (!has.equals(Optional.of(marker)) || found.get().summary().status().isEnd()) {
      // Oozie reports success for a job that has ended, too.
      throw new OozieRejectedException(
          "",
          id
              + ": expected it live and marked after Oozie reported success, found it "
              + found.map(now -> now.summary().status().toString()).orElse("gone")
              + ", its marker "
              + has.map(Object::toString).orElse("none"),
          "Look at the job with: oozie job -info " + id,
          null);
    }
  }

  /** Stands for the state that someone else made, and is no state that a component's files make. */
  private static Digest digest(JobDetails live) {
    StringBuilder lines = new StringBuilder("orch adopted oozie job 1\n");
    live.configuration()
        .forEach((name, value) -> lines.append(name).append('=').append(value).append('\n'));
    return Digest.of(lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
