package dev.orch.robustness.chaos;

import dev.orch.agent.trigger.TriggerFactory;
import dev.orch.agent.trigger.TriggerSetup;
import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs nothing, and counts how often a component would have been started again. */
final class CountingTrigger implements TriggerFactory, Trigger {
  static final String NAME = "counting";

  private final AtomicInteger activations = new AtomicInteger();

  int activations() {
    return activations.get();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Trigger create(TriggerSetup setup) {
    return this;
  }

  @Override
  public void ensure(TriggerContext context) {}

  @Override
  public void prepare(TriggerContext context) {}

  @Override
  public void activate(TriggerContext context) {
    activations.incrementAndGet();
  }

  @Override
  public void undo(TriggerContext context) {
    activations.incrementAndGet();
  }
}
