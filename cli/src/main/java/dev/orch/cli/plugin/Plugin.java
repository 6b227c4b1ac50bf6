package dev.orch.cli.plugin;

import dev.orch.agent.trigger.TriggerFactory;
import dev.orch.model.source.SourceTreeProvider;

/** One kind of tree or trigger that a jar brings. */
public sealed interface Plugin {
  /** The file's name. */
  String jar();

  /** The scheme, or the trigger's name. */
  String name();

  /** Opens trees of one scheme. */
  record OfTree(String jar, String name, SourceTreeProvider provider) implements Plugin {}

  /** Makes triggers of one name. */
  record OfTrigger(String jar, String name, TriggerFactory factory) implements Plugin {}

  /** In one word, for people and machines. */
  default String kind() {
    return this instanceof OfTree ? "tree" : "trigger";
  }

  /** The foreign class. */
  default String className() {
    return (this instanceof OfTree tree ? tree.provider() : ((OfTrigger) this).factory())
        .getClass()
        .getName();
  }
}
