package dev.orch.agent.process;

import dev.orch.agent.InstanceIdentity;
import dev.orch.agent.command.CommandOverrides;
import dev.orch.agent.command.CommandRunner;
import dev.orch.agent.command.ReactionPlan;
import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.model.Quoted;
import dev.orch.model.component.CommandSpec;
import dev.orch.model.component.Reaction;
import dev.orch.model.settings.CommandVariable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * Owns a child process that runs on the home.
 *
 * <p>A restart stops it before the files move (TERM to it and all it started, KILL after the stop
 * timeout) and starts it after. A child that ends with another code than 0 within the settle time
 * after an apply makes the apply fail; later, it is started again with growing waits. A child that
 * ends with 0 by itself has ended for good: {@link #ended()}.
 *
 * <p>A reload runs the component's reload command, which finds the child's process id in {@code
 * ORCH_CHILD_PID} ({@code kill -HUP $ORCH_CHILD_PID}). Without one the child is restarted: a
 * program that does not know the signal would die of it. Stop and start commands have no say here.
 *
 * <p>The child's working directory is the home, its output goes where the agent's goes, and it has
 * no input.
 */
public final class ProcessTrigger implements Trigger, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ProcessTrigger.class.getName());

  private final InstanceIdentity identity;
  private final ChildSettings settings;
  private final CommandOverrides overrides;
  private final CommandRunner runner;
  private final ChildSupervisor supervisor;

  ProcessTrigger(
      InstanceIdentity identity,
      ChildSettings settings,
      CommandOverrides overrides,
      CommandRunner runner,
      ChildSupervisor supervisor) {
    this.identity = identity;
    this.settings = settings;
    this.overrides = overrides;
    this.runner = runner;
    this.supervisor = supervisor;
  }

  /**
   * Creates it; nothing is started yet.
   *
   * @param overrides of which only the reload command and the time limit matter
   * @param record the file that remembers the child beyond the agent's death
   */
  public static ProcessTrigger create(
      InstanceIdentity identity,
      ChildSettings settings,
      CommandOverrides overrides,
      CommandRunner runner,
      Path record,
      RandomGenerator random,
      ChildListener listener) {
    ProcessRecord childRecord = new ProcessRecord(record);
    return new ProcessTrigger(
        identity,
        settings,
        overrides,
        runner,
        new ChildSupervisor(
            new ChildLauncher(childRecord, settings.output()),
            childRecord,
            settings.backoff(),
            new Backoff(settings.backoff(), random),
            settings.stopTimeout(),
            new ThreadTimer(),
            listener));
  }

  /** Completed with its exit code when the child has ended for good. */
  public CompletableFuture<Integer> ended() {
    return supervisor.ended().copy();
  }

  /** The child that runs now. */
  public OptionalLong childPid() {
    return supervisor.pid();
  }

  @Override
  public void ensure(TriggerContext context) throws TriggerException, InterruptedException {
    if (!supervisor.isWanted()) {
      stop();
      supervisor.start(launch(context));
    }
  }

  @Override
  public void prepare(TriggerContext context) throws TriggerException, InterruptedException {
    if (ReactionPlan.of(context, overrides).reaction() == Reaction.RESTART) {
      stop();
    }
  }

  @Override
  public void activate(TriggerContext context) throws TriggerException, InterruptedException {
    ReactionPlan plan = ReactionPlan.of(context, overrides);
    if (plan.reaction() == Reaction.NOTHING) {
      ensure(context);
    } else if (plan.reaction() == Reaction.RELOAD && supervisor.pid().isPresent()) {
      reload(plan, context);
    } else {
      startAndWatch(context);
    }
  }

  private void startAndWatch(TriggerContext context) throws TriggerException, InterruptedException {
    stop();
    Optional<Integer> crash;
    try {
      crash = supervisor.startAndWatch(launch(context), settings.settle());
    } catch (IOException e) {
      throw new TriggerException(child() + " could not be started: " + e.getMessage(), e);
    }
    if (crash.isPresent()) {
      throw new TriggerException(
          String.format(
              "%s ended with exit code %d within %d ms of its start",
              child(), crash.get(), settings.settle().toMillis()),
          null);
    }
  }

  /** A crash is not a failure here: the former files are in place, and it is started again. */
  @Override
  public void undo(TriggerContext context) throws TriggerException, InterruptedException {
    if (context.to() == null) {
      return;
    }
    ReactionPlan plan = ReactionPlan.of(context, overrides);
    if (plan.reaction() == Reaction.NOTHING) {
      ensure(context);
      return;
    }
    if (plan.reaction() == Reaction.RELOAD && supervisor.pid().isPresent()) {
      try {
        reload(plan, context);
        return;
      } catch (TriggerException e) {
        LOG.log(Level.WARNING, "restarting instead, since {0}", e.getMessage());
      }
    }
    stop();
    supervisor.start(launch(context));
  }

  private void reload(ReactionPlan plan, TriggerContext context)
      throws TriggerException, InterruptedException {
    CommandSpec commands = plan.to().orElseThrow();
    Map<CommandVariable, String> variables = identity.variables(context);
    supervisor.pid().ifPresent(pid -> variables.put(CommandVariable.CHILD_PID, Long.toString(pid)));
    runner.run("reload", commands.reload().orElseThrow(), commands.timeout(), context, variables);
  }

  private void stop() throws TriggerException, InterruptedException {
    try {
      if (!supervisor.stop()) {
        throw new TriggerException(child() + " does not end, even after KILL", null);
      }
    } catch (IOException e) {
      throw new TriggerException(
          "it cannot be known whether an earlier child still runs: " + e.getMessage(), e);
    }
  }

  private Launch launch(TriggerContext context) {
    return new Launch(settings.command(), Path.of(context.home()), identity.variables(context));
  }

  private String child() {
    return "the child " + Quoted.of(String.join(" ", settings.command()));
  }

  /** Ends the child, within the stop timeout and a few seconds. */
  @Override
  public void close() {
    supervisor.close();
  }
}
