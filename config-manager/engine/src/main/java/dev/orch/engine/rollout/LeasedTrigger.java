package dev.orch.engine.rollout;

import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import java.util.Optional;

/** Another trigger, which stops nothing when the lease to do so is lost. */
record LeasedTrigger(Trigger trigger, Turns turns) implements Trigger {
  @Override
  public void ensure(TriggerContext context) throws TriggerException, InterruptedException {
    trigger.ensure(context);
  }

  @Override
  public void prepare(TriggerContext context) throws TriggerException, InterruptedException {
    if (!context.undoing()) {
      Optional<String> problem = turns.confirm(context);
      if (problem.isPresent()) {
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
    trigger.undo(context);
  }
}
