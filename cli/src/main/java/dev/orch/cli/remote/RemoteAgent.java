package dev.orch.cli.remote;

import dev.orch.agent.InstanceIdentity;
import dev.orch.agent.command.CommandOverrides;
import dev.orch.agent.remote.RemoteWork;
import dev.orch.cli.hadoop.HadoopParts;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.oozie.JobsAgent;
import dev.orch.engine.Outcome;
import dev.orch.engine.observe.InstanceObserver;
import dev.orch.engine.standby.StandbyAgent;
import dev.orch.model.Quoted;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.home.HomeDocument;
import dev.orch.model.home.RemoteHome;
import dev.orch.model.revision.Subscription;
import dev.orch.model.settings.Settings;
import dev.orch.model.store.Store;
import dev.orch.oozie.agent.OozieAgentConfig;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Runs an agent whose home is not on this machine, for Oozie jobs or for files. */
public final class RemoteAgent {
  private static final Logger LOG = System.getLogger(RemoteAgent.class.getName());

  private final Invocation invocation;
  private final Settings settings;
  private final OozieAgentConfig config;
  private final CommandOverrides commands;
  private final InstanceObserver observer;

  /**
   * Creates it from its parts.
   *
   * @param config what of it is about Oozie counts where the home holds jobs
   * @param commands that count more than those of the component, where it holds files
   * @param observer told what the agent does, unless it runs once
   */
  public RemoteAgent(
      Invocation invocation,
      Settings settings,
      OozieAgentConfig config,
      CommandOverrides commands,
      InstanceObserver observer) {
    this.invocation = invocation;
    this.settings = settings;
    this.config = config;
    this.commands = commands;
    this.observer = observer;
  }

  /**
   * Until it is told to end, or only until the home is as desired.
   *
   * @param report says what came of one that runs once, and which exit code goes with it
   * @return the exit code
   */
  public int run(Store store, boolean once, Function<Outcome, ExitCode> report)
      throws IOException, InterruptedException {
    RemoteHome home = HadoopParts.of(invocation).homes().open(config.home(), settings);
    HomeDocument kind;
    try {
      Optional<HomeDocument> found = kind(home, store, once);
      if (found.isEmpty()) {
        home.close();
        return report.apply(new Outcome.Absent()).code();
      }
      kind = found.get();
    } catch (IOException | InterruptedException | RuntimeException e) {
      home.close();
      throw e;
    }
    if (kind == HomeDocument.JOBS) {
      home.close();
      return new JobsAgent(invocation, settings, config, observer).run(store, once, report);
    }
    return serve(home, store, once, report);
  }

  /**
   * A new home's is only known when something is published; nothing then if that is not awaited.
   */
  private Optional<HomeDocument> kind(RemoteHome home, Store store, boolean once)
      throws IOException, InterruptedException {
    Semaphore changed = new Semaphore(0);
    try (Subscription watch =
        store.revisions().watchHead(config.identity().project(), changed::release)) {
      while (true) {
        changed.drainPermits();
        Optional<HomeDocument> kind = HomeKind.of(home);
        if (kind.isEmpty()) {
          kind = published(store, once);
        }
        if (kind.isPresent() || once) {
          return kind;
        }
        LOG.log(
            Level.INFO,
            "waits until something is published for {0}: its home {1} is new",
            config.identity().component(),
            config.home());
        boolean unused =
            changed.tryAcquire(
                config.times().reconcileInterval().toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  private Optional<HomeDocument> published(Store store, boolean once) throws InterruptedException {
    try {
      return HomeKind.of(
          store.revisions(), config.identity().project(), config.identity().component());
    } catch (StoreUnavailableException e) {
      if (once) {
        throw e;
      }
      LOG.log(Level.WARNING, "{0}; it is asked again", e.getMessage());
      return Optional.empty();
    }
  }

  private int serve(RemoteHome home, Store store, boolean once, Function<Outcome, ExitCode> report)
      throws InterruptedException {
    StandbyAgent.Identity identity = config.identity();
    RemoteWork work =
        new RemoteWork(
            home,
            RemoteSetups.of(
                invocation,
                new InstanceIdentity(identity.project(), identity.component(), identity.instance()),
                identity.host(),
                config.home(),
                commands));
    if (once) {
      return report.apply(StandbyAgent.runOnce(identity, store, work)).code();
    }
    try (StandbyAgent agent = StandbyAgent.start(identity, store, work, config.times(), observer)) {
      LOG.log(Level.INFO, "serves {0}", Quoted.of(home.location().toString()));
      agent.await();
      return ExitCode.OK.code();
    }
  }
}
