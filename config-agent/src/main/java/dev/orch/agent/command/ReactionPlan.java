package dev.orch.agent.command;

import dev.orch.engine.TriggerContext;
import dev.orch.model.component.CommandSpec;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.Reaction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one apply or undo does to the running component, and by which commands.
 *
 * <p>A reload needs a reload command on both sides of the move; otherwise the component is
 * restarted. It has to be both, so that an undo decides as its apply did: what the apply stopped
 * has to be started again, not reloaded.
 */
public final class ReactionPlan {
  private final Reaction reaction;
  private final @Nullable CommandSpec from;
  private final @Nullable CommandSpec to;

  private ReactionPlan(Reaction reaction, @Nullable CommandSpec from, @Nullable CommandSpec to) {
    this.reaction = reaction;
    this.from = from;
    this.to = to;
  }

  /** Of this apply or undo, with the commands that hold for this agent. */
  public static ReactionPlan of(TriggerContext context, CommandOverrides overrides) {
    CommandSpec from = commands(context.from(), overrides);
    CommandSpec to = commands(context.to(), overrides);
    Reaction asked = context.actions().reaction();
    boolean reloadable =
        from != null && to != null && from.reload().isPresent() && to.reload().isPresent();
    return new ReactionPlan(
        asked == Reaction.RELOAD && !reloadable ? Reaction.RESTART : asked, from, to);
  }

  private static @Nullable CommandSpec commands(
      @Nullable ComponentSpec spec, CommandOverrides overrides) {
    return spec == null ? null : overrides.over(spec.command());
  }

  /** What is done. */
  public Reaction reaction() {
    return reaction;
  }

  /** Commands of the state that the files leave; nothing if orch had placed none. */
  public Optional<CommandSpec> from() {
    return Optional.ofNullable(from);
  }

  /** Commands of the state that the files come to; nothing if there is none to go back to. */
  public Optional<CommandSpec> to() {
    return Optional.ofNullable(to);
  }
}
