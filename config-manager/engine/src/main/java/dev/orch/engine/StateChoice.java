package dev.orch.engine;

import dev.orch.model.layer.ComponentState;
import dev.orch.model.revision.Head;
import java.io.IOException;
import java.util.Optional;

/** Says which state of a component an instance desires. */
@FunctionalInterface
public interface StateChoice {
  /** The live one. */
  StateChoice LIVE = (head, live, states) -> Optional.of(states.present(head.revision(), live));

  /** Makes a desired state of what the store holds. */
  @FunctionalInterface
  interface States {
    /** What the instance sees of the component as it is in this revision. */
    DesiredState.Present present(long revision, ComponentState state) throws InterruptedException;
  }

  /**
   * Chooses.
   *
   * @param live the component's state in head
   * @return nothing if this head is not the newest any more and has to be read again
   */
  Optional<DesiredState> choose(Head head, ComponentState live, States states)
      throws IOException, InterruptedException;
}
