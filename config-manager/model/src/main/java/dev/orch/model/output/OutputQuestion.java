package dev.orch.model.output;

import java.time.Duration;
import java.util.Optional;

/** Asks one instance. For one thread. */
public interface OutputQuestion extends AutoCloseable {
  /**
   * What was written after a place.
   *
   * @return nothing when its agent did not answer in time
   * @throws dev.orch.model.StoreUnavailableException when the store is out of reach
   * @throws dev.orch.model.RefusedException when the agent says that it has none
   */
  Optional<OutputPart> after(OutputPlace place, Duration atMost) throws InterruptedException;

  /** Leaves nothing in the store. */
  @Override
  void close();
}
