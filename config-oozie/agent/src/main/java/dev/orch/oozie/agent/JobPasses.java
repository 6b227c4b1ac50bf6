package dev.orch.oozie.agent;

import dev.orch.engine.DesiredSource;
import dev.orch.engine.DesiredState;
import dev.orch.engine.Outcome;
import dev.orch.engine.Passes;
import dev.orch.engine.standby.Standby;
import dev.orch.model.CorruptDataException;
import dev.orch.model.InstanceId;
import dev.orch.model.InvalidInputException;
import dev.orch.model.OrchException;
import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.deploy.DeployReport;
import dev.orch.oozie.deploy.DeployTarget;
import dev.orch.oozie.deploy.HomeState;
import dev.orch.oozie.deploy.JobDeployer;
import dev.orch.oozie.deploy.JobHome;
import dev.orch.oozie.deploy.JobResult;
import dev.orch.oozie.deploy.JobResult.Kind;
import dev.orch.oozie.job.Caller;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.job.OozieSettings;
import dev.orch.oozie.server.OozieServer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings the jobs of a component to what its source desires, a pass at a time. Jobs are
 * independent: an outcome tells of those that are not as desired, and the others are.
 */
public final class JobPasses implements Passes, AutoCloseable {
  private static final Logger LOG = System.getLogger(JobPasses.class.getName());
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
  private static final Duration STAND_BY = Duration.ofSeconds(5);
  private static final int SHOWN = 5;

  private final DesiredSource source;
  private final JobHome home;
  private final DeployTarget target;
  private final OozieServers servers;
  private final @Nullable URI url;
  private final Clock clock;
  private final Consumer<DeployReport> listener;
  private final Standby standby;

  /** Asked for on any thread. */
  private volatile boolean retry;

  private @Nullable OrchException failure;
  private @Nullable Connected connected;
  private @Nullable Read read;

  /**
   * Creates it from its parts; the home stays its owner's to close.
   *
   * @param url of the server, whatever the component says; null to go by the component
   * @param listener told what came of each pass
   */
  public JobPasses(
      DesiredSource source,
      JobHome home,
      DeployTarget target,
      OozieServers servers,
      @Nullable URI url,
      Clock clock,
      Consumer<DeployReport> listener) {
    this(source, home, target, servers, url, clock, listener, Standby.NEVER);
  }

  JobPasses(
      DesiredSource source,
      JobHome home,
      DeployTarget target,
      OozieServers servers,
      @Nullable URI url,
      Clock clock,
      Consumer<DeployReport> listener,
      Standby standby) {
    this.source = source;
    this.home = home;
    this.target = target;
    this.servers = servers;
    this.url = url;
    this.clock = clock;
    this.listener = listener;
    this.standby = standby;
  }

  /** The server that is used now. */
  private record Connected(URI url, Caller caller, OozieServer server) {}

  /** The jobs of the state that was read last: reading three hundred definitions takes its time. */
  private record Read(DesiredState.Present state, FileTree tree, JobSet jobs) {}

  @Override
  public Optional<Outcome> recover() {
    // What an earlier process left unfinished is finished by any pass.
    return Optional.empty();
  }

  @Override
  public void retryFailed() {
    retry = true;
  }

  /** What kept the last pass from looking at the jobs, if it explains itself. */
  public Optional<OrchException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public Outcome reconcile() throws InterruptedException {
    failure = null;
    DesiredState state;
    try {
      state = source.look();
    } catch (StoreUnavailableException | CorruptDataException | IOException e) {
      LOG.log(Level.DEBUG, "the source of " + home.location() + " cannot be asked", e);
      return new Outcome.SourceUnavailable(reason(e), isApplied(), List.of());
    }
    if (state instanceof DesiredState.Present present) {
      return present(present);
    } else if (state instanceof DesiredState.Hold hold) {
      return new Outcome.Held(0, hold.reason(), List.of());
    } else if (state instanceof DesiredState.Removed removed) {
      // Published no more is not the same as every job's directory gone: that would kill them all.
      return isApplied() ? new Outcome.Removed(removed.revision()) : new Outcome.Absent();
    } else if (state instanceof DesiredState.Cleared cleared) {
      return new Outcome.Cleared(cleared.revision());
    }
    return new Outcome.Absent();
  }

  private boolean isApplied() {
    try {
      return home.state().applied() != null;
    } catch (IOException | OrchException e) {
      LOG.log(Level.WARNING, "home " + home.location() + " cannot be looked into", e);
      return false;
    }
  }

  private Outcome present(DesiredState.Present state) throws InterruptedException {
    try {
      Optional<InstanceId> another = standby.another();
      if (another.isPresent()) {
        return standingBy(state, another.get());
      }
      Read desired = read(state);
      URI server = url != null ? url : desired.jobs().settings().url().orElse(null);
      if (server == null) {
        return new Outcome.Held(
            state.revision(),
            "nothing says where Oozie is: oozie.url in component.yaml, --oozie or ORCH_OOZIE_URL",
            List.of());
      }
      JobDeployer deployer =
          new JobDeployer(connect(server, desired.jobs()), home, home, target, clock);
      if (retry) {
        deployer.retryFailed();
        retry = false;
      }
      DeployReport report = deployer.pass(desired.jobs(), desired.tree());
      listener.accept(report);
      return outcome(state, report);
    } catch (InvalidInputException e) {
      failure = e;
      return new Outcome.Held(state.revision(), reason(e) + ": " + shown(e.problems()), List.of());
    } catch (RefusedException e) {
      failure = e;
      return new Outcome.Held(state.revision(), reason(e), List.of());
    } catch (OrchException | IOException e) {
      // Where its bytes are held may be another place by now.
      read = null;
      failure = e instanceof OrchException explained ? explained : null;
      // What explains itself is told by whoever is handed the outcome.
      LOG.log(
          failure == null ? Level.WARNING : Level.DEBUG,
          "the jobs of " + home.location() + " could not be looked at",
          e);
      return new Outcome.Failed(state.revision(), state.digest(), reason(e), false);
    }
  }

  /** As far as the one that acts has come. */
  private Outcome standingBy(DesiredState.Present state, InstanceId leader) throws IOException {
    HomeState.Applied applied = home.state().applied();
    if (applied != null && applied.digest().equals(state.digest())) {
      return new Outcome.UpToDate(state.revision(), state.digest(), List.of());
    }
    return new Outcome.UnderWay(
        state.revision(), state.digest(), "stands by; " + leader + " acts", STAND_BY);
  }

  private Read read(DesiredState.Present state) throws IOException, InterruptedException {
    Read last = read;
    if (last != null && last.state().digest().equals(state.digest())) {
      return last;
    }
    FileTree tree = state.open();
    if (!tree.manifest().digest().equals(state.digest())) {
      throw new CorruptDataException(
          "the manifest of revision " + state.revision(),
          "expected digest " + state.digest() + ", found " + tree.manifest().digest(),
          null);
    }
    String trigger = tree.manifest().spec().trigger();
    if (!trigger.equals(OozieSettings.TRIGGER)) {
      throw new RefusedException(
          "the component asks for the trigger "
              + trigger
              + ", and what has been applied here are Oozie jobs",
          "Use another home and agent for it, or another component.");
    }
    Read next = new Read(state, tree, JobSet.read(tree));
    read = next;
    return next;
  }

  private OozieServer connect(URI address, JobSet jobs) {
    Caller caller = jobs.settings().caller(target.user());
    Connected last = connected;
    if (last != null && last.url().equals(address) && last.caller().equals(caller)) {
      return last.server();
    }
    close();
    OozieServer next = servers.open(address, caller);
    connected = new Connected(address, caller, next);
    return next;
  }

  private Outcome outcome(DesiredState.Present state, DeployReport report) throws IOException {
    List<JobResult> bad =
        report.results().stream()
            .filter(result -> result.kind() == Kind.FAILED || result.kind() == Kind.REFUSED)
            .toList();
    if (report.isWaiting()) {
      List<JobResult> open = new ArrayList<>(bad);
      open.addAll(report.of(Kind.WAITING));
      String reason = describe(open, report.results().size());
      return new Outcome.UnderWay(state.revision(), state.digest(), reason, LOOK_AGAIN);
    }
    if (!bad.isEmpty()) {
      String reason = describe(bad, report.results().size());
      return report.has(Kind.FAILED)
          ? new Outcome.Failed(state.revision(), state.digest(), reason, true)
          : new Outcome.Held(state.revision(), reason, paths(bad));
    }
    home.save(home.state().applied(new HomeState.Applied(state.revision(), state.digest())));
    return new Outcome.UpToDate(state.revision(), state.digest(), paths(report.of(Kind.DRIFTED)));
  }

  private static String describe(List<JobResult> some, int all) {
    return some.size()
        + " of "
        + all
        + " jobs: "
        + shown(some.stream().map(result -> result.job() + ": " + result.text()).toList());
  }

  /** The first of them, on one line. */
  private static String shown(List<?> all) {
    return all.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining("; "))
        + (all.size() > SHOWN ? "; …" : "");
  }

  private static List<ConfigPath> paths(List<JobResult> results) {
    return results.stream()
        .map(JobResult::job)
        .filter(job -> !job.equals(JobName.WHOLE))
        .map(job -> new ConfigPath(job.value()))
        .toList();
  }

  private static String reason(Exception e) {
    return String.valueOf(e.getMessage());
  }

  @Override
  public void close() {
    Connected last = connected;
    connected = null;
    if (last != null) {
      last.server().close();
    }
  }
}
