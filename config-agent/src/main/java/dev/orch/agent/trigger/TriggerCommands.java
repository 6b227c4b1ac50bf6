package dev.orch.agent.trigger;

import dev.orch.engine.AppliedState;
import dev.orch.engine.LocalHome;
import dev.orch.engine.StoppedMark;
import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.engine.command.CommandWork;
import dev.orch.model.CorruptDataException;
import dev.orch.model.command.CommandResult;
import dev.orch.model.command.CommandVerb;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.Reaction;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Has what runs on a home stopped, started and reloaded by the trigger that its component has. */
public final class TriggerCommands implements CommandWork {
  private final LocalHome home;
  private final Triggers triggers;
  private final Trigger plain;
  private final Trigger checked;
  private final Consumer<Boolean> keptStopped;
  private final StoppedMark mark;

  /**
   * Creates it.
   *
   * @param plain acts
   * @param checked the same, and fails when what it started is not healthy
   * @param keptStopped told whether the component is kept stopped, each time that this changes
   */
  public TriggerCommands(
      LocalHome home,
      Triggers triggers,
      Trigger plain,
      Trigger checked,
      Consumer<Boolean> keptStopped) {
    this.home = home;
    this.triggers = triggers;
    this.plain = plain;
    this.checked = checked;
    this.keptStopped = keptStopped;
    this.mark = home.stoppedMark();
  }

  @Override
  public CommandResult run(CommandVerb verb) throws InterruptedException {
    try {
      Optional<AppliedState> applied = home.applied();
      if (applied.isEmpty()) {
        return CommandResult.refused("nothing is in place yet");
      }
      ComponentSpec spec = applied.get().manifest().spec();
      Optional<Trigger> trigger = triggers.of(spec);
      if (trigger.isEmpty()) {
        return CommandResult.refused(triggers.missing(spec));
      }
      if (trigger.get() == Trigger.NONE) {
        return CommandResult.refused("its component has no trigger: there is nothing to " + verb);
      }
      return run(verb, applied.get());
    } catch (CorruptDataException | IOException e) {
      return CommandResult.failed("the home cannot be used: " + e.getMessage());
    }
  }

  private CommandResult run(CommandVerb verb, AppliedState applied)
      throws IOException, InterruptedException {
    boolean stopped = mark.isSet();
    return switch (verb) {
      case STOP -> stop(applied);
      case START -> stopped ? start(applied) : CommandResult.done("it was not kept stopped");
      case RESTART, RELOAD ->
          stopped
              ? CommandResult.refused("it is kept stopped; 'orch start' ends that")
              : react(
                  context(
                      applied, verb == CommandVerb.RELOAD ? Reaction.RELOAD : Reaction.RESTART));
      case RECONCILE -> throw new IllegalArgumentException("not for a trigger: " + verb);
    };
  }

  /** The mark comes first: if the agent dies, the next one goes on stopping. */
  private CommandResult stop(AppliedState applied) throws IOException, InterruptedException {
    mark.set(true);
    keptStopped.accept(true);
    try {
      plain.prepare(context(applied, Reaction.RESTART));
      return CommandResult.DONE;
    } catch (TriggerException e) {
      return CommandResult.failed(String.valueOf(e.getMessage()));
    }
  }

  /** The mark goes last: if the agent dies, or the start fails, it is still kept stopped. */
  private CommandResult start(AppliedState applied) throws IOException, InterruptedException {
    TriggerContext context = context(applied, Reaction.RESTART);
    try {
      checked.activate(context);
    } catch (TriggerException e) {
      return CommandResult.failed(
          e.getMessage() + "; it is kept stopped" + afterwards(() -> plain.prepare(context)));
    }
    mark.set(false);
    keptStopped.accept(false);
    return CommandResult.DONE;
  }

  private CommandResult react(TriggerContext context) throws InterruptedException {
    try {
      plain.prepare(context);
      checked.activate(context);
      return CommandResult.DONE;
    } catch (TriggerException e) {
      // What failed halfway is not to be left so; there are no former files to go back to.
      return CommandResult.failed(e.getMessage() + afterwards(() -> plain.undo(undoing(context))));
    }
  }

  private interface Step {
    void run() throws TriggerException, InterruptedException;
  }

  private static String afterwards(Step step) throws InterruptedException {
    try {
      step.run();
      return "";
    } catch (TriggerException e) {
      return "; afterwards: " + e.getMessage();
    }
  }

  private TriggerContext context(AppliedState applied, Reaction reaction) {
    return TriggerContext.within(applied, home.directory().toUri(), reaction);
  }

  private static TriggerContext undoing(TriggerContext context) {
    return new TriggerContext(
        context.revision(),
        context.home(),
        context.actions(),
        context.from(),
        context.to(),
        true,
        false);
  }
}
