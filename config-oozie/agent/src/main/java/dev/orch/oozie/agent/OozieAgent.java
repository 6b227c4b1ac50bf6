package dev.orch.oozie.agent;

import dev.orch.engine.Outcome;
import dev.orch.engine.Pace;
import dev.orch.engine.ReconcileLoop;
import dev.orch.engine.Resources;
import dev.orch.engine.RetryRequests;
import dev.orch.engine.StoreSource;
import dev.orch.engine.report.InstanceReporter;
import dev.orch.model.InstanceId;
import dev.orch.model.instance.Registration;
import dev.orch.model.revision.Subscription;
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
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Keeps the jobs of one component at the live revision. Several may serve one component: one acts,
 * the others stand by.
 */
public final class OozieAgent implements AutoCloseable {
  private static final Logger LOG = System.getLogger(OozieAgent.class.getName());

  private final Resources resources;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  private OozieAgent(Resources resources) {
    this.resources = resources;
  }

  /** What an agent is made of. */
  private record Parts(
      JobHome home, JobPasses passes, Leadership leadership, InstanceReporter reporter) {
    static Parts open(
        OozieAgentConfig config,
        Store store,
        JobPlatform platform,
        Settings settings,
        Consumer<DeployReport> listener)
        throws IOException {
      JobHome home = platform.home(config.home(), settings);
      Leadership leadership =
          new Leadership(
              home, store.instances(), config.project(), config.component(), config.instance());
      LastApplied applied = new LastApplied();
      HomeSeen seen = new HomeSeen(home);
      Clock clock = Clock.systemUTC();
      InstanceReporter reporter =
          new InstanceReporter(
              new InstanceReporter.Origin(
                  config.host(), ProcessHandle.current().pid(), home.location()),
              applied,
              clock);
      JobPasses passes =
          new JobPasses(
              new StoreSource(store.revisions(), config.project(), config.component(), seen),
              home,
              new DeployTarget(config.project(), config.component(), config.user()),
              (url, user) -> platform.server(url, user, settings),
              config.oozie(),
              clock,
              listener,
              () -> {
                Optional<InstanceId> another = leadership.another();
                if (another.isEmpty()) {
                  seen.write();
                }
                applied.update(home);
                return another;
              });
      return new Parts(home, passes, leadership, reporter);
    }

    /** Makes the instance live; closed in order, with a last word, by the resources. */
    void register(OozieAgentConfig config, Store store, Runnable retry, Resources resources)
        throws InterruptedException {
      resources.add(this::closeHome);
      resources.add(passes::close);
      Registration registration =
          store
              .instances()
              .register(
                  config.project(),
                  config.component(),
                  config.instance(),
                  reporter.report(),
                  home.sessionSlot(config.instance()),
                  retry);
      resources.add(registration::close);
      reporter.attach(registration);
    }

    private void closeHome() {
      try {
        home.close();
      } catch (IOException e) {
        LOG.log(Level.WARNING, "home " + home.location() + " could not be closed", e);
      }
    }

    void resign() {
      try {
        leadership.resign();
      } catch (IOException | RuntimeException e) {
        LOG.log(Level.INFO, "another agent acts when this one is seen to be gone", e);
      }
    }
  }

  /**
   * Starts one.
   *
   * @param store stays its owner's to close, after the agent
   * @throws dev.orch.model.RefusedException when a live agent that is not ours has the instance's
   *     id, or the home's file system does not let us in
   * @throws dev.orch.model.StoreUnavailableException when the home's file system cannot be reached
   * @throws IOException when the home cannot be read
   */
  public static OozieAgent start(
      OozieAgentConfig config, Store store, JobPlatform platform, Settings settings)
      throws IOException, InterruptedException {
    Parts parts = Parts.open(config, store, platform, settings, OozieAgent::log);
    Resources resources = new Resources();
    try {
      RetryRequests retries = new RetryRequests();
      parts.register(config, store, retries, resources);
      resources.add(parts.reporter()::stopped);
      resources.add(parts::resign);
      ReconcileLoop loop =
          ReconcileLoop.start(
              parts.passes(),
              Pace.of(config.reconcileInterval()),
              config.closeTimeout(),
              parts.reporter()::outcome);
      resources.add(loop::close);
      retries.passOnTo(loop);
      Subscription watch = store.revisions().watchHead(config.project(), loop::signal);
      resources.add(watch::close);
      return new OozieAgent(resources);
    } catch (InterruptedException | RuntimeException e) {
      resources.close();
      throw e;
    }
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
    Parts parts = Parts.open(config, store, platform, settings, listener);
    try (Resources resources = new Resources()) {
      parts.register(config, store, () -> {}, resources);
      resources.add(parts::resign);
      Outcome outcome = parts.passes().reconcile();
      while (outcome instanceof Outcome.UnderWay underWay) {
        parts.reporter().outcome(outcome);
        TimeUnit.NANOSECONDS.sleep(underWay.lookAgain().toNanos());
        outcome = parts.passes().reconcile();
      }
      parts.reporter().outcome(outcome);
      return outcome;
    }
  }

  /** Waits until it is closed. */
  public void await() throws InterruptedException {
    closed.await();
  }

  /**
   * Ends it in order: no more passes, another may act, the last report. Safe from any thread;
   * returns once it has ended.
   */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      try {
        resources.close();
      } finally {
        closed.countDown();
      }
      return;
    }
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
