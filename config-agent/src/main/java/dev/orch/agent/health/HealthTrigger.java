package dev.orch.agent.health;

import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.model.component.ComponentSpec;
import org.jspecify.annotations.Nullable;

/**
 * Another trigger, and behind it the health check of the component that it started: an apply after
 * which the component is not healthy fails, and is taken back like any other. On the way back the
 * former component is checked by its own check; then it can only be said that it is not healthy.
 */
public final class HealthTrigger implements Trigger {
  private final Trigger trigger;
  private final HealthWatch watch;

  /** Creates it from its parts. */
  public HealthTrigger(Trigger trigger, HealthWatch watch) {
    this.trigger = trigger;
    this.watch = watch;
  }

  @Override
  public void ensure(TriggerContext context) throws TriggerException, InterruptedException {
    trigger.ensure(context);
  }

  @Override
  public void prepare(TriggerContext context) throws TriggerException, InterruptedException {
    trigger.prepare(context);
  }

  @Override
  public void activate(TriggerContext context) throws TriggerException, InterruptedException {
    trigger.activate(context);
    check(context.to(), context);
  }

  @Override
  public void undo(TriggerContext context) throws TriggerException, InterruptedException {
    trigger.undo(context);
    check(context.to(), context);
  }

  private void check(@Nullable ComponentSpec spec, TriggerContext context)
      throws TriggerException, InterruptedException {
    if (spec != null && spec.healthCheck().isPresent()) {
      watch.awaitHealthy(spec.healthCheck().get(), context);
    }
  }
}
