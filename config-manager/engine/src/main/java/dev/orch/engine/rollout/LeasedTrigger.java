package dev.orch.engine.rollout;

import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import java.util.Optional;

/** Another trigger, which stops nothing when the lease to do so is lost. */
final class LeasedTrigger implements Trigger {
  private final Trigger trigger;
  private final Turns turns;

  /** Whether the apply that is being taken back was refused before it stopped anything. */
  private boolean refused;

  LeasedTrigger(Trigger trigger, Turns turns) {
    this.trigger = trigger;
    this.turns = turns;
  }

  @Override
  public void ensure(TriggerContext context) throws TriggerException, InterruptedException {
    trigger.ensure(context);
  }

  @Override
  public void prepare(TriggerContext context) throws TriggerException, InterruptedException {
    refused = false;
    if (!context.undoing()) {
      Optional<String> problem = turns.confirm(context);
      if (problem.isPresent()) {
        // An earlier process may have stopped something already; then it has to run again.
        refused = !context.resumed();
        throw new TriggerException(problem.get(), null);
      }
    }
    trigger.prepare(context);
  }

  @Override
  public void activate(TriggerContext context) throws TriggerException, InterruptedException {
    trigger.activate(context);
  }

  @Override
  public void undo(TriggerContext context) throws TriggerException, InterruptedException {
    if (refused) {
      // What runs goes on as it is; many triggers would stop it in order to start it.
      refused = false;
      return;
    }
    trigger.undo(context);
  }
}
