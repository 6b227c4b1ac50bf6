package dev.orch.agent.trigger;

import dev.orch.engine.Trigger;

/**
 * Makes triggers of one kind. A plug-in names its own in {@code
 * META-INF/services/dev.orch.agent.trigger.TriggerFactory}, with a public constructor without
 * parameters, which is called before it is known whether the plug-in is needed.
 */
public interface TriggerFactory {
  /**
   * The name that {@code trigger:} in {@code component.yaml} asks for it by. A plug-in's must be
   * one by {@link dev.orch.model.component.TriggerName#isOfPlugin}.
   */
  String name();

  /**
   * A trigger for one agent, made when a component first asks for it; closed with the agent if it
   * is {@link AutoCloseable}. When this throws, the component is held and the message reported.
   */
  Trigger create(TriggerSetup setup);
}
