package dev.orch.config;

import dev.orch.engine.LocalHome;
import dev.orch.engine.Outcome;
import dev.orch.engine.Pace;
import dev.orch.engine.Passes;
import dev.orch.engine.ReconcileLoop;
import dev.orch.engine.Reconciler;
import dev.orch.engine.Resources;
import dev.orch.engine.StoreSource;
import dev.orch.engine.Trigger;
import dev.orch.engine.command.CommandPasses;
import dev.orch.engine.command.CommandWork;
import dev.orch.engine.report.AppliedLookup;
import dev.orch.engine.report.HostName;
import dev.orch.engine.report.InstanceEvents;
import dev.orch.engine.report.InstanceReporter;
import dev.orch.engine.rollout.RolloutFollower;
import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.OrchException;
import dev.orch.model.instance.Registration;
import dev.orch.model.layer.Viewpoint;
import dev.orch.model.revision.Subscription;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps the home itself: runs the engine, as an agent without anything to stop or start. */
final class EngineFeed implements HomeFeed {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final DistributedSetup setup;
  private final Store store;
  private final HomeReader reader;
  private final CurrentConfiguration current;
  private final OutcomeProblems problems;
  private final InstanceReporter reporter;
  private final Looks looks = new Looks();
  private final Resources closing = new Resources();
  private @Nullable HomeConfiguration found;
  private volatile @Nullable ReconcileLoop loop;

  /** What is current; used by the loop's thread only. */
  private @Nullable HomeConfiguration held;

  private EngineFeed(
      DistributedSetup setup,
      Store store,
      LocalHome home,
      HomeReader reader,
      CurrentConfiguration current) {
    this.setup = setup;
    this.store = store;
    this.reader = reader;
    this.current = current;
    this.problems = new OutcomeProblems(setup.project(), setup.component());
    this.reporter =
        new InstanceReporter(
            new InstanceReporter.Origin(
                HostName.ofThisNode(),
                ProcessHandle.current().pid(),
                home.directory().toString(),
                setup.announced()),
            () -> home.applied().map(AppliedLookup.Applied::of),
            Clock.systemUTC(),
            events());
  }

  private InstanceEvents events() {
    return InstanceEvents.of(store.events(), setup.project(), setup.component(), instance());
  }

  /**
   * Ends what an earlier process left unfinished, reads what the home holds, registers, and begins
   * to follow the store. What the home holds is read while the store is opened and answers.
   *
   * @param store opens it; stays its owner's to close
   * @param home is closed with the feed, also when this fails
   * @throws dev.orch.model.RefusedException when a live instance that is not ours has the same id
   */
  static EngineFeed start(
      DistributedSetup setup,
      Supplier<Store> store,
      LocalHome home,
      HomeReader reader,
      CurrentConfiguration current)
      throws IOException, InterruptedException {
    try (HomeRead read = new HomeRead(reader)) {
      EngineFeed feed = open(setup, store, home, read, reader, current);
      try {
        feed.start(home, read);
        return feed;
      } catch (InterruptedException | RuntimeException e) {
        feed.close();
        throw e;
      }
    }
  }

  private static EngineFeed open(
      DistributedSetup setup,
      Supplier<Store> store,
      LocalHome home,
      HomeRead read,
      HomeReader reader,
      CurrentConfiguration current)
      throws IOException {
    try {
      // An apply that was interrupted is ended first: until then the home may hold parts of two.
      if (home.isAtRest()) {
        read.begin();
      }
      EngineFeed feed = new EngineFeed(setup, store.get(), home, reader, current);
      feed.closing.add(home::close);
      return feed;
    } catch (IOException | RuntimeException e) {
      home.close();
      throw e;
    }
  }

  private void start(LocalHome home, HomeRead read) throws InterruptedException {
    RolloutFollower rollouts =
        new RolloutFollower(
            store,
            setup.project(),
            setup.component(),
            instance(),
            () -> home.applied().map(AppliedLookup.Applied::of));
    StoreSource source =
        new StoreSource(
            store.revisions(),
            setup.project(),
            Viewpoint.of(setup.component(), instance(), setup.announced().labels()),
            home.seenMemory(),
            rollouts.choice());
    Passes reconciler =
        rollouts.around(
            new Reconciler(
                new CountingSource(source, looks),
                home,
                rollouts.around(Trigger.NONE),
                Clock.systemUTC()));
    reconciler.recover().ifPresent(reporter::outcome);
    register(home);
    found = read.get();
    held = found;
    CommandPasses passes = commandPasses(reconciler);
    ReconcileLoop started =
        ReconcileLoop.start(
            passes, Pace.of(setup.limits().reconcileInterval()), CLOSE_TIMEOUT, this::onOutcome);
    closing.add(rollouts::close);
    closing.add(started::close);
    loop = started;
    rollouts.onChange(started::signal);
    Subscription watch = store.revisions().watchHead(setup.project(), started::signal);
    closing.add(watch::close);
    Subscription commands =
        store
            .commands()
            .watch(
                setup.project(), setup.component(), instance(), passes.signalling(started::signal));
    closing.add(commands::close);
    Subscription answers =
        store
            .outputs()
            .answer(
                setup.project(),
                setup.component(),
                instance(),
                place -> {
                  throw new IOException("the application keeps its home itself");
                });
    closing.add(answers::close);
  }

  private void register(LocalHome home) throws InterruptedException {
    Registration registration =
        store
            .instances()
            .register(
                setup.project(),
                setup.component(),
                instance(),
                reporter.report(),
                home.sessionSlot(),
                () -> withLoop(ReconcileLoop::retryFailed));
    closing.add(registration::close);
    closing.add(reporter::stopped);
    reporter.attach(registration);
  }

  private InstanceId instance() {
    InstanceId given = setup.instance();
    return given == null ? HostName.asInstanceId(HostName.ofThisNode()) : given;
  }

  private CommandPasses commandPasses(Passes reconciler) {
    return new CommandPasses(
        reconciler,
        store.commands().of(setup.project(), setup.component(), instance()),
        UUID.randomUUID().toString(),
        CommandWork.refusing(
            "the application keeps its home itself, and nobody else can stop or start it; only"
                + " reconcile is possible"),
        this::onOutcome,
        events());
  }

  private void withLoop(Consumer<ReconcileLoop> action) {
    ReconcileLoop running = loop;
    if (running != null) {
      action.accept(running);
    }
  }

  private void onOutcome(Outcome outcome) {
    Optional<OrchException> problem = problems.of(outcome).or(() -> take(outcome));
    problem.ifPresent(current::failed);
    reporter.outcome(outcome);
    looks.end(problem.orElse(null));
  }

  /** Makes what is in place current. */
  private Optional<OrchException> take(Outcome outcome) {
    long revision = revision(outcome);
    HomeConfiguration before = held;
    try {
      HomeConfiguration now =
          before != null && before.digest().equals(digest(outcome))
              ? before.withRevision(revision)
              : reader.require();
      held = now;
      current.accept(now.configuration());
      return Optional.empty();
    } catch (OrchException e) {
      return Optional.of(e);
    }
  }

  private static long revision(Outcome outcome) {
    return outcome instanceof Outcome.Applied applied
        ? applied.revision()
        : ((Outcome.UpToDate) outcome).revision();
  }

  private static Digest digest(Outcome outcome) {
    return outcome instanceof Outcome.Applied applied
        ? applied.digest()
        : ((Outcome.UpToDate) outcome).digest();
  }

  @Override
  public Optional<OrchException> look() throws InterruptedException, TimeoutException {
    store.awaitConnected(setup.limits().connect());
    return looks.await(() -> withLoop(ReconcileLoop::signal), setup.limits().load());
  }

  @Override
  public Optional<Configuration> lastKnownGood() {
    return Optional.ofNullable(found).map(HomeConfiguration::configuration);
  }

  @Override
  public void close() {
    looks.stop(ManagerClosed.exception(setup.component()));
    closing.close();
  }
}
