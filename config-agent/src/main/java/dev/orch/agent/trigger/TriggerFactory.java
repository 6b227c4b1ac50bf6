package dev.orch.agent.trigger;

import dev.orch.engine.Trigger;

/** Makes triggers of one kind. */
public interface TriggerFactory {
  /** The name that {@code trigger:} in {@code component.yaml} asks for it by. */
  String name();

  /** A trigger for one agent; closed with the agent if it is {@link AutoCloseable}. */
  Trigger create(TriggerSetup setup);
}
