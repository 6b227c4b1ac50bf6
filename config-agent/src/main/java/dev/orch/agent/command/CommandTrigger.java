package dev.orch.agent.command;

import dev.orch.agent.InstanceIdentity;
import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.model.component.CommandSpec;
import dev.orch.model.component.Reaction;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Stops, starts and reloads a component that runs on its own, by command lines.
 *
 * <p>A restart runs {@code stop} before the files move and {@code start} after, a reload runs
 * {@code reload} after, or restarts where there is no reload command. A command that is not given
 * is left out. {@code stop} is taken from the state that the files leave, the others from the one
 * they come to, since the programs may themselves be among the files. A command fails by an exit
 * code other than 0 or by its time limit. {@code stop} must succeed when nothing runs.
 *
 * <p>A failure of {@code stop} is not one where it can mean that there is nothing to stop: before
 * orch's first apply to a home, and on the way back from an apply that failed. After a {@code stop}
 * that failed, what may still run is started again, which may fail in turn.
 */
public final class CommandTrigger implements Trigger {
  private static final System.Logger LOG = System.getLogger(CommandTrigger.class.getName());

  private final InstanceIdentity identity;
  private final CommandOverrides overrides;
  private final CommandRunner runner;

  /** Whether the last apply was refused by a stop that failed. */
  private boolean stopRefused;

  /** Creates it from its parts. */
  public CommandTrigger(
      InstanceIdentity identity, CommandOverrides overrides, CommandRunner runner) {
    this.identity = identity;
    this.overrides = overrides;
    this.runner = runner;
  }

  /** Nothing: what is started by commands outlives the agent, and the system starts it at boot. */
  @Override
  public void ensure(TriggerContext context) {}

  @Override
  public void prepare(TriggerContext context) throws TriggerException, InterruptedException {
    ReactionPlan plan = ReactionPlan.of(context, overrides);
    if (plan.reaction() != Reaction.RESTART) {
      return;
    }
    Optional<CommandSpec> commands = plan.from().or(plan::to);
    if (commands.isEmpty()) {
      return;
    }
    if (context.undoing() || plan.from().isEmpty()) {
      tryStop(commands.get(), context);
    } else {
      stopRefused = true;
      stop(commands.get(), context);
      stopRefused = false;
    }
  }

  @Override
  public void activate(TriggerContext context) throws TriggerException, InterruptedException {
    ReactionPlan plan = ReactionPlan.of(context, overrides);
    if (plan.to().isEmpty()) {
      return;
    }
    CommandSpec commands = plan.to().get();
    switch (plan.reaction()) {
      case NOTHING -> {}
      case RELOAD -> reload(commands, context);
      case RESTART -> {
        if (context.resumed()) {
          // An earlier process may have started it; many start programs refuse a second time.
          tryStop(commands, context);
        }
        start(commands, context);
      }
    }
  }

  @Override
  public void undo(TriggerContext context) throws TriggerException, InterruptedException {
    ReactionPlan plan = ReactionPlan.of(context, overrides);
    if (plan.reaction() == Reaction.RELOAD && plan.to().isPresent()) {
      CommandSpec commands = plan.to().get();
      try {
        reload(commands, context);
      } catch (TriggerException e) {
        // What a failed reload left behind may be past reloading.
        LOG.log(Level.WARNING, "restarting instead, since {0}", e.getMessage());
        tryStop(commands, context);
        start(commands, context);
      }
    } else {
      startAgain(context);
    }
  }

  private void startAgain(TriggerContext context) throws TriggerException, InterruptedException {
    try {
      activate(context);
    } catch (TriggerException e) {
      if (!stopRefused) {
        throw e;
      }
      LOG.log(Level.INFO, "going on, since it may never have stopped: {0}", e.getMessage());
    } finally {
      stopRefused = false;
    }
  }

  private void stop(CommandSpec commands, TriggerContext context)
      throws TriggerException, InterruptedException {
    run("stop", commands.stop(), commands, context);
  }

  private void tryStop(CommandSpec commands, TriggerContext context) throws InterruptedException {
    try {
      stop(commands, context);
    } catch (TriggerException e) {
      LOG.log(Level.INFO, "going on, since there may be nothing to stop: {0}", e.getMessage());
    }
  }

  private void start(CommandSpec commands, TriggerContext context)
      throws TriggerException, InterruptedException {
    run("start", commands.start(), commands, context);
  }

  private void reload(CommandSpec commands, TriggerContext context)
      throws TriggerException, InterruptedException {
    run("reload", commands.reload(), commands, context);
  }

  private void run(String name, Optional<String> line, CommandSpec commands, TriggerContext context)
      throws TriggerException, InterruptedException {
    if (line.isPresent()) {
      runner.run(name, line.get(), commands.timeout(), context, identity.variables(context));
    }
  }
}
