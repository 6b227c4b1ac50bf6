package dev.orch.agent.trigger;

import dev.orch.engine.Trigger;
import dev.orch.model.component.ComponentSpec;
import java.util.Optional;

/** The triggers that an agent has. */
public interface Triggers extends AutoCloseable {
  /**
   * The one for a component with this spec; {@link Trigger#NONE} if it asks for none, nothing if it
   * asks for one that the agent does not have.
   */
  Optional<Trigger> of(ComponentSpec spec);

  /** What is wrong when there is none: what was asked for, and what there is; one line. */
  String missing(ComponentSpec spec);

  /** Ends what the triggers own. */
  @Override
  void close();

  /** One trigger, whatever a component asks for. */
  static Triggers always(Trigger trigger, Runnable close) {
    return new Triggers() {
      @Override
      public Optional<Trigger> of(ComponentSpec spec) {
        return Optional.of(trigger);
      }

      @Override
      public String missing(ComponentSpec spec) {
        throw new IllegalStateException("no spec lacks its trigger here");
      }

      @Override
      public void close() {
        close.run();
      }
    };
  }
}
