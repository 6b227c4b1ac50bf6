package dev.orch.agent;

import dev.orch.agent.command.CommandRunner;
import dev.orch.agent.health.HealthTrigger;
import dev.orch.agent.health.HealthWatch;
import dev.orch.agent.health.RunningHealth;
import dev.orch.agent.output.ChildOutput;
import dev.orch.agent.output.CommandOutputs;
import dev.orch.agent.process.ChildSettings;
import dev.orch.agent.process.ProcessTrigger;
import dev.orch.agent.trigger.CheckedSource;
import dev.orch.agent.trigger.KeptStopped;
import dev.orch.agent.trigger.NamedTriggers;
import dev.orch.agent.trigger.ObservedTriggers;
import dev.orch.agent.trigger.SelectingTrigger;
import dev.orch.agent.trigger.TriggerCommands;
import dev.orch.agent.trigger.TriggerFactory;
import dev.orch.agent.trigger.TriggerSetup;
import dev.orch.agent.trigger.Triggers;
import dev.orch.engine.AppliedState;
import dev.orch.engine.LocalHome;
import dev.orch.engine.ObservedSource;
import dev.orch.engine.Passes;
import dev.orch.engine.Reconciler;
import dev.orch.engine.Resources;
import dev.orch.engine.StoreSource;
import dev.orch.engine.Trigger;
import dev.orch.engine.command.CommandPasses;
import dev.orch.engine.command.CommandWork;
import dev.orch.engine.observe.FailureReason;
import dev.orch.engine.observe.Observation;
import dev.orch.engine.report.AppliedLookup;
import dev.orch.engine.report.InstanceEvents;
import dev.orch.engine.report.InstanceReporter;
import dev.orch.engine.rollout.RolloutFollower;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Progress;
import dev.orch.model.instance.Registration;
import dev.orch.model.layer.Viewpoint;
import dev.orch.model.output.OutputSource;
import dev.orch.model.revision.Subscription;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What an agent is made of, put together. Owns all of it, the store apart. */
final class AgentParts implements AutoCloseable {
  private static final String OWN_DIRECTORY = ".orch";

  private final AgentConfig config;
  private final Store store;
  private final LocalHome home;
  private final InstanceReporter reporter;
  private final Triggers triggers;
  private final Supplier<OptionalLong> childPid;
  private final CompletableFuture<Integer> childEnded;
  private final RolloutFollower rollouts;
  private final Passes passes;
  private final CommandWork commands;
  private final OutputSource output;

  /** Tells this process from all others that ever served the instance. */
  private final String incarnation = UUID.randomUUID().toString();

  private final Resources resources = new Resources();

  private AgentParts(
      AgentConfig config,
      Store store,
      LocalHome home,
      Collection<? extends TriggerFactory> factories,
      Progress progress,
      Clock clock)
      throws IOException {
    this.config = config;
    this.store = store;
    this.home = home;
    Path own = home.directory().resolve(OWN_DIRECTORY);
    reporter =
        new InstanceReporter(
            new InstanceReporter.Origin(
                config.host(),
                ProcessHandle.current().pid(),
                home.directory().toString(),
                config.announced()),
            () -> home.applied().map(AppliedLookup.Applied::of),
            clock,
            events(),
            config.observer());
    Observation observed = new Observation(config.observer(), FailureReason.HOME, System::nanoTime);
    Path scratch = own.resolve("trigger");
    CommandOutputs written = new CommandOutputs(scratch, incarnation);
    CommandRunner runner = new CommandRunner(scratch, written::began);
    if (config.child().isPresent()) {
      ChildSettings settings = config.child().get();
      if (config.keepsOutput()) {
        ChildOutput kept = ChildOutput.start(own.resolve("child.log"), incarnation);
        resources.add(kept::close);
        settings = settings.writingTo(kept.redirect());
        output = kept;
      } else {
        output =
            place -> {
              throw new IOException(
                  "what its child writes goes where its agent's output goes; with --keep-output"
                      + " the agent keeps it");
            };
      }
      ProcessTrigger child =
          ProcessTrigger.create(
              config.identity(),
              settings,
              config.commands(),
              runner,
              own.resolve("child"),
              RandomGenerator.getDefault(),
              new ChildReports(reporter));
      triggers = Triggers.always(observed.steps(child), child::close);
      childPid = child::childPid;
      childEnded = child.ended();
    } else {
      output = written;
      triggers =
          new ObservedTriggers(
              NamedTriggers.create(
                  new TriggerSetup(config.identity(), config.commands(), runner), factories),
              observed);
      childPid = OptionalLong::empty;
      childEnded = new CompletableFuture<>();
    }
    rollouts =
        new RolloutFollower(
            store,
            config.identity().project(),
            config.identity().component(),
            config.identity().instance(),
            () -> home.applied().map(AppliedLookup.Applied::of));
    StoreSource source =
        new StoreSource(
            store.revisions(),
            config.identity().project(),
            Viewpoint.of(
                config.identity().component(),
                config.identity().instance(),
                config.announced().labels()),
            home.seenMemory(),
            rollouts.choice());
    HealthWatch health = new HealthWatch(config.identity(), runner);
    Trigger quiet = new SelectingTrigger(triggers, context -> {});
    passes =
        rollouts.around(
            observed.around(
                new Reconciler(
                    observed.around(
                        new CheckedSource(
                            new ObservedSource(source, progress), triggers, inPlace(home))),
                    home,
                    new KeptStopped(
                        observed.whole(
                            rollouts.around(
                                new HealthTrigger(
                                    new SelectingTrigger(triggers, reporter::moving), health))),
                        quiet,
                        home.stoppedMark()),
                    clock)),
            new RunningHealth(home, health));
    commands =
        observed.around(
            new TriggerCommands(
                home,
                triggers,
                quiet,
                observed.whole(new HealthTrigger(quiet, health)),
                reporter::keptStopped));
    reporter.keptStopped(home.stoppedMark().isSet());
  }

  /**
   * Takes the home.
   *
   * @throws dev.orch.model.RefusedException when another process holds it
   */
  static AgentParts open(
      AgentConfig config,
      Store store,
      Collection<? extends TriggerFactory> factories,
      Progress progress)
      throws IOException {
    LocalHome home = LocalHome.open(config.home(), config.homeOptions());
    try {
      AgentParts parts =
          new AgentParts(config, store, home, factories, progress, Clock.systemUTC());
      parts.resources.add(home::close);
      return parts;
    } catch (IOException | RuntimeException e) {
      home.close();
      throw e;
    }
  }

  private static @Nullable AppliedState inPlace(LocalHome home) throws IOException {
    try {
      return home.applied().orElse(null);
    } catch (CorruptDataException e) {
      // The first look meets it again, and its outcome is reported.
      return null;
    }
  }

  /**
   * Makes the instance live. When the parts are closed, what the triggers own ends before the
   * registration does.
   *
   * @param lastWord said once that has ended
   * @throws dev.orch.model.RefusedException when a live agent that is not ours has its id
   */
  void register(Runnable retryRequested, Resources.Closing lastWord) throws InterruptedException {
    Registration registration =
        store
            .instances()
            .register(
                config.identity().project(),
                config.identity().component(),
                config.identity().instance(),
                reporter.report(),
                home.sessionSlot(),
                retryRequested);
    resources.add(registration::close);
    resources.add(lastWord);
    resources.add(triggers::close);
    reporter.attach(registration);
  }

  /** To be closed before everything that is open now. */
  void closeFirst(Resources.Closing closing) {
    resources.add(closing);
  }

  Passes passes() {
    return passes;
  }

  RolloutFollower rollouts() {
    return rollouts;
  }

  /** Passes that carry out commands as well. */
  CommandPasses commandPasses() {
    InstanceIdentity identity = config.identity();
    return new CommandPasses(
        passes,
        store.commands().of(identity.project(), identity.component(), identity.instance()),
        incarnation,
        commands,
        reporter::outcome,
        events());
  }

  private InstanceEvents events() {
    InstanceIdentity identity = config.identity();
    return InstanceEvents.of(
        store.events(), identity.project(), identity.component(), identity.instance());
  }

  /** Answers whoever asks for output. */
  Subscription answerForOutput() {
    InstanceIdentity identity = config.identity();
    return store
        .outputs()
        .answer(identity.project(), identity.component(), identity.instance(), output);
  }

  /** Calls back when a command may have come. */
  Subscription watchCommands(Runnable lookAgain) {
    InstanceIdentity identity = config.identity();
    return store
        .commands()
        .watch(identity.project(), identity.component(), identity.instance(), lookAgain);
  }

  InstanceReporter reporter() {
    return reporter;
  }

  OptionalLong childPid() {
    return childPid.get();
  }

  /** Completed when the child, if there is one, has ended for good. */
  CompletableFuture<Integer> childEnded() {
    return childEnded;
  }

  @Override
  public void close() {
    resources.close();
  }
}
