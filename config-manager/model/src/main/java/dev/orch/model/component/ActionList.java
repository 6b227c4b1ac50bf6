package dev.orch.model.component;

import java.util.Comparator;

/**
 * What a change list makes an agent do: the files to put in place, and what the running component
 * is asked for, once for all of them together.
 */
public record ActionList(ChangeList changes, Reaction reaction) {
  /** By the rules of the new spec, the strongest reaction that any changed file asks for. */
  public static ActionList of(ChangeList changes, ComponentSpec spec) {
    Reaction strongest =
        changes.changes().stream()
            .map(change -> spec.reactionTo(change.path()))
            .max(Comparator.naturalOrder())
            .orElse(Reaction.NOTHING);
    return new ActionList(changes, strongest);
  }
}
