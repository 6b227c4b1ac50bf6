package dev.orch.agent.trigger;

import dev.orch.engine.StoppedMark;
import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.model.component.ActionList;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.Reaction;
import java.io.IOException;
import java.util.List;

/**
 * A trigger that starts nothing while the home's mark says that the component is to be kept
 * stopped. Files move as ever; what an earlier agent left running, or stopped half, is stopped when
 * this one begins.
 */
public final class KeptStopped implements Trigger {
  private final Trigger applies;
  private final Trigger quiet;
  private final StoppedMark mark;

  /**
   * Creates it.
   *
   * @param applies for all that is not kept stopped
   * @param quiet the same, without telling anyone that files move
   */
  public KeptStopped(Trigger applies, Trigger quiet, StoppedMark mark) {
    this.applies = applies;
    this.quiet = quiet;
    this.mark = mark;
  }

  /** The same context where a restart is asked for, whatever the files do. */
  static TriggerContext restarting(TriggerContext context) {
    return reacting(context, Reaction.RESTART);
  }

  private static TriggerContext reacting(TriggerContext context, Reaction reaction) {
    return new TriggerContext(
        context.revision(),
        context.home(),
        new ActionList(new ChangeList(List.of(), false), reaction),
        context.from(),
        context.to(),
        context.undoing(),
        context.resumed());
  }

  private boolean isSet() throws TriggerException {
    try {
      return mark.isSet();
    } catch (IOException e) {
      throw new TriggerException(
          "it cannot be known whether it is to be kept stopped: " + e.getMessage(), e);
    }
  }

  @Override
  public void ensure(TriggerContext context) throws TriggerException, InterruptedException {
    if (isSet()) {
      quiet.prepare(restarting(context));
    } else {
      applies.ensure(context);
    }
  }

  /** Also of what is stopped already, which costs little, so that the apply is told of. */
  @Override
  public void prepare(TriggerContext context) throws TriggerException, InterruptedException {
    applies.prepare(isSet() ? reacting(context, Reaction.NOTHING) : context);
  }

  @Override
  public void activate(TriggerContext context) throws TriggerException, InterruptedException {
    if (!isSet()) {
      applies.activate(context);
    }
  }

  @Override
  public void undo(TriggerContext context) throws TriggerException, InterruptedException {
    if (!isSet()) {
      applies.undo(context);
    }
  }
}
