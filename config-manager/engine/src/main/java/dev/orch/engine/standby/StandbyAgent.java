package dev.orch.engine.standby;

import dev.orch.engine.DesiredSource;
import dev.orch.engine.Outcome;
import dev.orch.engine.Pace;
import dev.orch.engine.Passes;
import dev.orch.engine.ReconcileLoop;
import dev.orch.engine.Resources;
import dev.orch.engine.RetryRequests;
import dev.orch.engine.StoreSource;
import dev.orch.engine.command.CommandPasses;
import dev.orch.engine.command.CommandWork;
import dev.orch.engine.observe.FailureReason;
import dev.orch.engine.observe.InstanceObserver;
import dev.orch.engine.observe.Observation;
import dev.orch.engine.report.InstanceEvents;
import dev.orch.engine.report.InstanceReporter;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.Announcement;
import dev.orch.model.instance.Registration;
import dev.orch.model.instance.SessionSlot;
import dev.orch.model.layer.Viewpoint;
import dev.orch.model.revision.Subscription;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps a home that several agents may serve at the live revision of a component: one acts, the
 * others stand by, and one of those takes over when the first is gone.
 */
public final class StandbyAgent implements AutoCloseable {
  private static final Logger LOG = System.getLogger(StandbyAgent.class.getName());

  private final Resources resources;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  private StandbyAgent(Resources resources) {
    this.resources = resources;
  }

  /**
   * Which instance it is.
   *
   * @param host the name of the node, for reports
   * @param announced its labels and endpoints, for reports
   */
  public record Identity(
      ProjectName project,
      ComponentName component,
      InstanceId instance,
      String host,
      Announcement announced) {}

  /**
   * When it looks, and ends.
   *
   * @param reconcileInterval the longest time between two looks; above zero
   * @param closeTimeout how long a pass under way may go on when the agent ends
   */
  public record Times(Duration reconcileInterval, Duration closeTimeout) {}

  /** The home, and what brings it to its state. */
  public interface Work {
    /** What is noted in the home. */
    HomeNotes notes();

    /** Keeps the key of this instance's session with the store. */
    SessionSlot sessionSlot();

    /**
     * What acts.
     *
     * @param standby to be asked before anything is done
     * @param reporter told when something is about to change
     * @param observed to be put around the source as it is handed on, whatever looks into it
     *     before, and around triggers, if there are any
     */
    Passes passes(
        DesiredSource source, Standby standby, InstanceReporter reporter, Observation observed);

    /** Why it failed, if no trigger did. */
    default FailureReason usualFailure() {
      return FailureReason.HOME;
    }

    /** Closes what the passes hold open, then the home. */
    void close() throws IOException;
  }

  /** What an agent is made of. */
  private record Parts(
      Identity identity,
      Work work,
      Passes passes,
      Leadership leadership,
      InstanceReporter reporter) {
    static Parts of(Identity identity, Store store, Work work, InstanceObserver observer) {
      HomeNotes home = work.notes();
      Leadership leadership =
          new Leadership(
              home,
              store.instances(),
              identity.project(),
              identity.component(),
              identity.instance());
      LastApplied applied = new LastApplied();
      HomeSeen seen = new HomeSeen(home);
      InstanceReporter reporter =
          new InstanceReporter(
              new InstanceReporter.Origin(
                  identity.host(),
                  ProcessHandle.current().pid(),
                  home.location(),
                  identity.announced()),
              applied,
              Clock.systemUTC(),
              events(identity, store),
              observer);
      Observation observed = new Observation(observer, work.usualFailure(), System::nanoTime);
      Passes passes =
          work.passes(
              new StoreSource(
                  store.revisions(),
                  identity.project(),
                  Viewpoint.common(identity.component()),
                  seen),
              () -> {
                Optional<InstanceId> another = leadership.another();
                if (another.isEmpty()) {
                  seen.write();
                }
                applied.update(home);
                return another;
              },
              reporter,
              observed);
      return new Parts(identity, work, observed.around(passes), leadership, reporter);
    }

    CommandPasses commandPasses(Store store) {
      return new CommandPasses(
          passes,
          store.commands().of(identity.project(), identity.component(), identity.instance()),
          UUID.randomUUID().toString(),
          CommandWork.refusing(
              "its home is not on its agent's machine, where alone a command could act on what"
                  + " runs; only reconcile is possible"),
          reporter::outcome,
          events(identity, store));
    }

    private static InstanceEvents events(Identity identity, Store store) {
      return InstanceEvents.of(
          store.events(), identity.project(), identity.component(), identity.instance());
    }

    /** Makes the instance live; closed in order, with a last word, by the resources. */
    void register(Store store, Runnable retry, Resources resources) throws InterruptedException {
      resources.add(this::closeHome);
      Registration registration =
          store
              .instances()
              .register(
                  identity.project(),
                  identity.component(),
                  identity.instance(),
                  reporter.report(),
                  work.sessionSlot(),
                  retry);
      resources.add(registration::close);
      reporter.attach(registration);
    }

    private void closeHome() {
      try {
        work.close();
      } catch (IOException e) {
        LOG.log(Level.WARNING, "home " + work.notes().location() + " could not be closed", e);
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
   * @param work closed with the agent, also when this throws
   * @param observer told what it does
   * @throws dev.orch.model.RefusedException when a live agent that is not ours has the instance's
   *     id
   */
  public static StandbyAgent start(
      Identity identity, Store store, Work work, Times times, InstanceObserver observer)
      throws InterruptedException {
    Parts parts = Parts.of(identity, store, work, observer);
    Resources resources = new Resources();
    try {
      RetryRequests retries = new RetryRequests();
      parts.register(store, retries, resources);
      resources.add(parts.reporter()::stopped);
      resources.add(parts::resign);
      CommandPasses passes = parts.commandPasses(store);
      ReconcileLoop loop =
          ReconcileLoop.start(
              passes,
              Pace.of(times.reconcileInterval()),
              times.closeTimeout(),
              parts.reporter()::outcome);
      resources.add(loop::close);
      retries.passOnTo(loop);
      Subscription watch = store.revisions().watchHead(identity.project(), loop::signal);
      resources.add(watch::close);
      Subscription commands =
          store
              .commands()
              .watch(
                  identity.project(),
                  identity.component(),
                  identity.instance(),
                  passes.signalling(loop::signal));
      resources.add(commands::close);
      Subscription answers =
          store
              .outputs()
              .answer(
                  identity.project(),
                  identity.component(),
                  identity.instance(),
                  place -> {
                    throw new IOException("its home is not on its agent's machine");
                  });
      resources.add(answers::close);
      return new StandbyAgent(resources);
    } catch (InterruptedException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /**
   * Brings the home to the live revision, reports what came of it, and ends.
   *
   * @param work closed before it returns
   * @throws dev.orch.model.RefusedException as {@link #start}
   */
  public static Outcome runOnce(Identity identity, Store store, Work work)
      throws InterruptedException {
    Parts parts = Parts.of(identity, store, work, InstanceObserver.NONE);
    try (Resources resources = new Resources()) {
      parts.register(store, () -> {}, resources);
      resources.add(parts.reporter()::left);
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
