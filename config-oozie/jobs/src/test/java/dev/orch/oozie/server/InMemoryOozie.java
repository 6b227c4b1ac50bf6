package dev.orch.oozie.server;

import dev.orch.model.StoreUnavailableException;
import dev.orch.oozie.job.JobProperties;
import dev.orch.oozie.job.Variables;
import dev.orch.oozie.rehearsal.CalledJobs;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * An Oozie server of a hundred lines that behaves as the real one does in what orch relies on,
 * refuses loudly what it cannot do, and can be made to die at any call. Time passes when it is
 * told.
 */
public final class InMemoryOozie implements OozieServer {
  /** What a call that changes something does when its turn comes. */
  public enum Fault {
    /** Works. */
    NONE,
    /** Fails before it does anything. */
    BEFORE,
    /** Works, but nobody hears of it. */
    AFTER,
    /** A submission that is lost to its sender, and works when time has passed. */
    LATE
  }

  private final Function<URI, byte @Nullable []> files;
  private final Map<JobId, FakeJob> jobs = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final List<Runnable> late = new ArrayList<>();
  private boolean killsLate;
  private Duration dryRunIsOff = Duration.ZERO;
  private Function<Integer, Fault> faults = call -> Fault.NONE;
  private Instant now;
  private boolean reachable = true;
  private int changing;
  private int listed;

  /**
   * Creates it.
   *
   * @param files reads what application paths name
   */
  public InMemoryOozie(Instant now, Function<URI, byte @Nullable []> files) {
    this.now = now;
    this.files = files;
  }

  /** Changing calls, in order: their names and the jobs' ids. */
  public List<String> changingCalls() {
    return List.copyOf(calls);
  }

  /** How many times jobs were listed or looked at. */
  public int reads() {
    return listed;
  }

  /** Forgets the calls that were made. */
  public void forgetCalls() {
    calls.clear();
    changing = 0;
    listed = 0;
  }

  /** Decides what each changing call does, by its number from zero since calls were forgotten. */
  public void fail(Function<Integer, Fault> decide) {
    faults = decide;
  }

  /** Whether calls reach it at all. */
  public void reachable(boolean yes) {
    reachable = yes;
  }

  public Instant now() {
    return now;
  }

  /** From now on, actions are killed only when time passes, as the real one does it in its own. */
  public void killLate() {
    killsLate = true;
  }

  /** Lets time pass, and coordinators make actions and start them. */
  public void advance(Duration time) {
    now = now.plus(time);
    late.forEach(Runnable::run);
    late.clear();
    coordinators().forEach(job -> job.work(now));
  }

  /** Ends runs under way of a coordinator, oldest first. */
  public void finish(JobId id, int count) {
    FakeCoordinator coordinator = coordinatorOf(id);
    coordinator.actions.values().stream()
        .filter(action -> action.status == ActionStatus.RUNNING)
        .limit(count)
        .forEach(action -> action.status = ActionStatus.SUCCEEDED);
    coordinator.work(now);
  }

  /** Takes a coordinator back to before the server made its first action, and leaves it there. */
  public void notLookedAtYet(JobId id) {
    coordinatorOf(id).notLookedAtYet();
  }

  /**
   * Starts the last of a coordinator's actions before those that wait longer, as the real one may.
   */
  public void startLast(JobId id) {
    coordinatorOf(id).actions.tailMap(coordinatorOf(id).actions.lastKey()).values().stream()
        .forEach(action -> action.status = ActionStatus.RUNNING);
  }

  /** Ends a workflow. */
  public void finishWorkflow(JobId id) {
    require(id).status = JobStatus.SUCCEEDED;
  }

  /** What someone with another tool does to a job. */
  public void behindOurBack(JobId id, JobStatus status) {
    require(id).status = status;
  }

  private List<FakeCoordinator> coordinators() {
    return jobs.values().stream()
        .filter(FakeCoordinator.class::isInstance)
        .map(FakeCoordinator.class::cast)
        .toList();
  }

  /** Every run of every coordinator of this name. */
  public List<CoordinatorAction> runsOf(String name) {
    return coordinators().stream()
        .filter(job -> job.name.equals(name))
        .flatMap(job -> job.actions.values().stream().map(FakeAction::view))
        .sorted(Comparator.comparing(CoordinatorAction::nominal))
        .toList();
  }

  @Override
  public String location() {
    return "memory:oozie";
  }

  @Override
  public List<JobSummary> jobs(JobKind kind, String user, Set<JobStatus> statuses) {
    read();
    List<JobSummary> found = new ArrayList<>();
    for (FakeJob job : jobs.values()) {
      if (job.kind == kind
          && job.user().equals(user)
          && (statuses.isEmpty() || statuses.contains(job.status()))) {
        found.add(0, job.summary());
      }
    }
    return found;
  }

  @Override
  public Optional<JobDetails> job(JobId id) {
    read();
    return Optional.ofNullable(jobs.get(id)).map(FakeJob::details);
  }

  @Override
  public Optional<CoordinatorDetails> coordinator(JobId id) {
    read();
    return jobs.get(id) instanceof FakeCoordinator job
        ? Optional.of(job.coordinatorDetails())
        : Optional.empty();
  }

  @Override
  public List<CoordinatorAction> actions(JobId coordinator, Set<ActionStatus> statuses) {
    read();
    return coordinatorOf(coordinator).actions.values().stream()
        .filter(action -> statuses.isEmpty() || statuses.contains(action.status))
        .map(FakeAction::view)
        .toList();
  }

  @Override
  public List<JobSummary> coordinatorsOf(JobId bundle) {
    throw new UnsupportedOperationException("bundles start no coordinators here");
  }

  @Override
  public JobId submit(Map<String, String> configuration) {
    JobId[] id = new JobId[1];
    change(
        "submit",
        null,
        () -> {
          FakeJob job = parse(configuration);
          id[0] = new JobId(String.format("%07d-oozie-%s", jobs.size(), job.letter()));
          job.id = id[0];
          jobs.put(id[0], job);
          calls.set(calls.size() - 1, "submit " + id[0]);
          job.begin(now);
        });
    return id[0];
  }

  private FakeJob parse(Map<String, String> configuration) {
    for (JobKind kind : JobKind.values()) {
      String path = configuration.get(JobProperties.applicationPath(kind));
      if (path != null) {
        byte[] definition = files.apply(URI.create(path));
        if (definition == null) {
          throw rejected("E0307", "Runtime error [XML file [" + path + "] does not exist]");
        }
        return kind == JobKind.COORDINATOR
            ? FakeCoordinator.parse(definition, configuration)
            : new FakeJob(kind, FakeCoordinator.rootName(definition, configuration), configuration);
      }
    }
    throw rejected("E0401", "Missing application path");
  }

  @Override
  public DryRun dryRun(Map<String, String> configuration) {
    read();
    Instant first =
        parse(configuration) instanceof FakeCoordinator coordinator
            ? coordinator.firstNominal().plus(dryRunIsOff)
            : null;
    JobKind kind = JobProperties.kind(configuration);
    URI path = URI.create(configuration.get(JobProperties.applicationPath(kind)));
    byte[] bytes = Objects.requireNonNull(files.apply(path));
    String definition = new String(bytes, StandardCharsets.UTF_8);
    try {
      return new DryRun(
          first,
          CalledJobs.of(
              kind,
              new Variables(configuration).resolve(definition).orElse(definition),
              configuration));
    } catch (XMLStreamException e) {
      throw rejected("E0700", String.valueOf(e.getMessage()));
    }
  }

  /** From now on, a dry run tells times that are off by this. */
  public void dryRunIsOff(Duration by) {
    dryRunIsOff = by;
  }

  @Override
  public void update(JobId id, Map<String, String> configuration) {
    change(
        "update",
        id,
        () -> {
          if (!(require(id) instanceof FakeCoordinator coordinator)) {
            throw rejected("E0605", "Action does not exist [" + id + "]");
          }
          coordinator.update((FakeCoordinator) parse(configuration));
        });
  }

  @Override
  public void pauseAt(JobId id, Instant pause) {
    change("pauseAt", id, () -> coordinatorOf(id).pauseAt(pause, now));
  }

  @Override
  public void unpause(JobId id) {
    change("unpause", id, () -> coordinatorOf(id).unpause(now));
  }

  @Override
  public void endAt(JobId id, Instant end) {
    change("endAt", id, () -> coordinatorOf(id).endAt(end, now));
  }

  @Override
  public void suspend(JobId id) {
    change("suspend", id, () -> require(id).suspend());
  }

  @Override
  public void resume(JobId id) {
    change("resume", id, () -> require(id).resume(now));
  }

  @Override
  public void kill(JobId id) {
    change("kill", id, () -> require(id).kill());
  }

  @Override
  public void killActions(JobId id, Set<Integer> actions) {
    change(
        "killActions",
        id,
        () -> {
          Runnable kill = () -> coordinatorOf(id).killActions(actions);
          if (killsLate) {
            late.add(kill);
          } else {
            kill.run();
          }
        });
  }

  @Override
  public void rerun(JobId id, Set<Integer> actions) {
    change("rerun", id, () -> coordinatorOf(id).rerun(actions, now));
  }

  @Override
  public void close() {}

  private FakeJob require(JobId id) {
    FakeJob job = jobs.get(id);
    if (job == null) {
      throw rejected("E0604", "Job does not exist [" + id + "]");
    }
    return job;
  }

  private FakeCoordinator coordinatorOf(JobId id) {
    if (require(id) instanceof FakeCoordinator coordinator) {
      return coordinator;
    }
    throw rejected("E0604", "Job does not exist [" + id + "]");
  }

  private void read() {
    listed++;
    if (!reachable) {
      throw unavailable();
    }
  }

  private void change(String call, @Nullable JobId id, Runnable effect) {
    if (!reachable) {
      throw unavailable();
    }
    Fault fault = faults.apply(changing++);
    if (fault == Fault.BEFORE) {
      throw unavailable();
    }
    if (fault == Fault.LATE && id == null) {
      late.add(
          () -> {
            calls.add(call);
            effect.run();
          });
      throw unavailable();
    }
    calls.add(id == null ? call : call + " " + id);
    effect.run();
    if (fault == Fault.AFTER) {
      throw unavailable();
    }
  }

  private static StoreUnavailableException unavailable() {
    return new StoreUnavailableException("no answer from memory:oozie", "Try again.", null);
  }

  static OozieRejectedException rejected(String code, String message) {
    return new OozieRejectedException(code, code + ": " + message, "Look at it.", null);
  }

  /** One run. */
  static final class FakeAction {
    final int number;
    final Instant nominal;
    ActionStatus status;
    SortedMap<String, String> configuration;

    FakeAction(int number, Instant nominal, SortedMap<String, String> configuration) {
      this.number = number;
      this.nominal = nominal;
      this.status = ActionStatus.WAITING;
      this.configuration = new TreeMap<>(configuration);
    }

    CoordinatorAction view() {
      return new CoordinatorAction(number, nominal, status);
    }
  }
}
