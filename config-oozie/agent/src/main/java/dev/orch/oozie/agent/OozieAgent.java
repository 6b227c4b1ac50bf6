package dev.orch.oozie.agent;

import dev.orch.engine.DesiredSource;
import dev.orch.engine.Outcome;
import dev.orch.engine.Passes;
import dev.orch.engine.Resources;
import dev.orch.engine.observe.FailureReason;
import dev.orch.engine.observe.InstanceObserver;
import dev.orch.engine.observe.Observation;
import dev.orch.engine.report.InstanceReporter;
import dev.orch.engine.standby.HomeNotes;
import dev.orch.engine.standby.Standby;
import dev.orch.engine.standby.StandbyAgent;
import dev.orch.model.instance.SessionSlot;
import dev.orch.model.settings.Settings;
import dev.orch.model.store.Store;
import dev.orch.oozie.deploy.DeployReport;
import dev.orch.oozie.deploy.DeployTarget;
import dev.orch.oozie.deploy.JobHome;
import dev.orch.oozie.deploy.JobPlatform;
import dev.orch.oozie.deploy.JobResult.Kind;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * Keeps the jobs of one component at the live revision. Several may serve one component: one acts,
 * the others stand by.
 */
public final class OozieAgent {
  private static final Logger LOG = System.getLogger(OozieAgent.class.getName());

  private OozieAgent() {}

  private static final class JobWork implements StandbyAgent.Work {
    private final OozieAgentConfig config;
    private final JobHome home;
    private final JobPlatform platform;
    private final Settings settings;
    private final Consumer<DeployReport> listener;
    private final Resources passes = new Resources();

    JobWork(
        OozieAgentConfig config,
        JobHome home,
        JobPlatform platform,
        Settings settings,
        Consumer<DeployReport> listener) {
      this.config = config;
      this.home = home;
      this.platform = platform;
      this.settings = settings;
      this.listener = listener;
    }

    @Override
    public HomeNotes notes() {
      return new JobHomeNotes(home);
    }

    @Override
    public SessionSlot sessionSlot() {
      return home.sessionSlot(config.identity().instance());
    }

    @Override
    public FailureReason usualFailure() {
      return FailureReason.JOBS;
    }

    @Override
    public Passes passes(
        DesiredSource source, Standby standby, InstanceReporter reporter, Observation observed) {
      JobPasses made =
          new JobPasses(
              observed.around(source),
              home,
              new DeployTarget(
                  config.identity().project(), config.identity().component(), config.user()),
              (url, caller) -> platform.server(url, caller, settings),
              config.oozie(),
              Clock.systemUTC(),
              listener,
              standby);
      passes.add(made::close);
      return made;
    }

    @Override
    public void close() throws IOException {
      passes.close();
      home.close();
    }
  }

  /**
   * Starts one.
   *
   * @param store stays its owner's to close, after the agent
   * @param observer told what it does
   * @throws dev.orch.model.RefusedException when a live agent that is not ours has the instance's
   *     id, or the home's file system does not let us in
   * @throws dev.orch.model.StoreUnavailableException when the home's file system cannot be reached
   * @throws IOException when the home cannot be read
   */
  public static StandbyAgent start(
      OozieAgentConfig config,
      Store store,
      JobPlatform platform,
      Settings settings,
      InstanceObserver observer)
      throws IOException, InterruptedException {
    return StandbyAgent.start(
        config.identity(),
        store,
        work(config, platform, settings, OozieAgent::log),
        config.times(),
        observer);
  }

  private static JobWork work(
      OozieAgentConfig config,
      JobPlatform platform,
      Settings settings,
      Consumer<DeployReport> listener)
      throws IOException {
    JobHome home = platform.home(config.home(), settings);
    return new JobWork(config, home, platform, settings, listener);
  }

  private static void log(DeployReport report) {
    report.results().stream()
        .filter(result -> result.kind() != Kind.UNTOUCHED)
        .forEach(result -> LOG.log(Level.INFO, "job {0}: {1}", result.job(), result.text()));
  }

  /**
   * Brings the jobs to the live revision, reports what came of it, and ends.
   *
   * @param listener told what came of each pass
   * @throws dev.orch.model.RefusedException as {@link #start}
   * @throws dev.orch.model.StoreUnavailableException as {@link #start}
   * @throws IOException as {@link #start}
   */
  public static Outcome runOnce(
      OozieAgentConfig config,
      Store store,
      JobPlatform platform,
      Settings settings,
      Consumer<DeployReport> listener)
      throws IOException, InterruptedException {
    return StandbyAgent.runOnce(
        config.identity(), store, work(config, platform, settings, listener));
  }
}
