package dev.orch.agent.trigger;

import dev.orch.engine.Trigger;
import dev.orch.engine.observe.Observation;
import dev.orch.model.component.ComponentSpec;
import java.util.Optional;

/** Other triggers, whose steps are told to an observer; no trigger stays none. */
public record ObservedTriggers(Triggers triggers, Observation observed) implements Triggers {
  @Override
  public Optional<Trigger> of(ComponentSpec spec) {
    return triggers
        .of(spec)
        .map(trigger -> trigger == Trigger.NONE ? trigger : observed.steps(trigger));
  }

  @Override
  public String missing(ComponentSpec spec) {
    return triggers.missing(spec);
  }

  @Override
  public void close() {
    triggers.close();
  }
}
