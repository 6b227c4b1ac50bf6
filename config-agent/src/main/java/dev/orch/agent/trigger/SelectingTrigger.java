package dev.orch.agent.trigger;

import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.model.component.ComponentSpec;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands each step to the trigger that the component asks for. What the files leave is stopped by
 * the trigger of its own spec, what they come to is started by that of the other. A component that
 * asks for no trigger from now on is not stopped either: nobody would start it.
 */
public final class SelectingTrigger implements Trigger {
  private final Triggers triggers;
  private final Consumer<TriggerContext> moving;

  /**
   * Creates it.
   *
   * @param moving told before anything else when files are about to move
   */
  public SelectingTrigger(Triggers triggers, Consumer<TriggerContext> moving) {
    this.triggers = triggers;
    this.moving = moving;
  }

  @Override
  public void ensure(TriggerContext context) throws TriggerException, InterruptedException {
    of(context.to()).ensure(context);
  }

  @Override
  public void prepare(TriggerContext context) throws TriggerException, InterruptedException {
    moving.accept(context);
    Trigger stopping = of(context.from());
    if (context.to() == null) {
      stopping.prepare(context);
      return;
    }
    Trigger starting = of(context.to());
    if (starting != NONE) {
      (stopping == NONE ? starting : stopping).prepare(context);
    }
  }

  @Override
  public void activate(TriggerContext context) throws TriggerException, InterruptedException {
    of(context.to()).activate(context);
  }

  @Override
  public void undo(TriggerContext context) throws TriggerException, InterruptedException {
    of(context.to()).undo(context);
  }

  private Trigger of(@Nullable ComponentSpec spec) throws TriggerException {
    if (spec == null) {
      return NONE;
    }
    return triggers.of(spec).orElseThrow(() -> new TriggerException(triggers.missing(spec), null));
  }
}
