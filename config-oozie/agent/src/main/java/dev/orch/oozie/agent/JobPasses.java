package dev.orch.oozie.agent;

import dev.orch.engine.DesiredSource;
import dev.orch.engine.DesiredState;
import dev.orch.engine.Outcome;
import dev.orch.engine.standby.Standby;
import dev.orch.engine.standby.StandbyPasses;
import dev.orch.model.CorruptDataException;
import dev.orch.model.RefusedException;
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
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings the jobs of a component to what its source desires, a pass at a time. Jobs are
 * independent: an outcome tells of those that are not as desired, and the others are.
 */
public final class JobPasses extends StandbyPasses implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final JobHome home;
  private final DeployTarget target;
  private final OozieServers servers;
  private final @Nullable URI url;
  private final Clock clock;
  private final Consumer<DeployReport> listener;

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
    super(source, new JobHomeNotes(home), standby);
    this.home = home;
    this.target = target;
    this.servers = servers;
    this.url = url;
    this.clock = clock;
    this.listener = listener;
  }

  /** The server that is used now. */
  private record Connected(URI url, Caller caller, OozieServer server) {}

  /** The jobs of the state that was read last: reading three hundred definitions takes its time. */
  private record Read(DesiredState.Present state, FileTree tree, JobSet jobs) {}

  @Override
  protected boolean isComplete() throws IOException {
    return home.state().applied() != null;
  }

  @Override
  protected Outcome act(DesiredState.Present state, boolean retry)
      throws IOException, InterruptedException {
    boolean done = false;
    try {
      Outcome outcome = deploy(state, retry);
      done = true;
      return outcome;
    } finally {
      if (!done) {
        // Where its bytes are held may be another place by now.
        read = null;
      }
    }
  }

  private Outcome deploy(DesiredState.Present state, boolean retry)
      throws IOException, InterruptedException {
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
    }
    DeployReport report = deployer.pass(desired.jobs(), desired.tree());
    listener.accept(report);
    return outcome(state, report);
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

  private static List<ConfigPath> paths(List<JobResult> results) {
    return results.stream()
        .map(JobResult::job)
        .filter(job -> !job.equals(JobName.WHOLE))
        .map(job -> new ConfigPath(job.value()))
        .toList();
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
