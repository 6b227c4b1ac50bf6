package dev.orch.agent.trigger;

import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import java.util.List;

/** Writes down what it is asked for. */
record RecordingTrigger(String name, List<String> log) implements Trigger {
  @Override
  public void ensure(TriggerContext context) {
    log.add(name + " ensure");
  }

  @Override
  public void prepare(TriggerContext context) {
    log.add(name + " prepare");
  }

  @Override
  public void activate(TriggerContext context) {
    log.add(name + " activate");
  }

  @Override
  public void undo(TriggerContext context) {
    log.add(name + " undo");
  }

  /** A factory of triggers of this name that all write to one log. */
  static TriggerFactory factory(String name, List<String> log) {
    return new TriggerFactory() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Trigger create(TriggerSetup setup) {
        return new RecordingTrigger(name, log);
      }
    };
  }
}
