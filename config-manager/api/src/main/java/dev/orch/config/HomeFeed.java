package dev.orch.config;

import dev.orch.model.OrchException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Keeps a {@link CurrentConfiguration} equal to what a home holds. */
interface HomeFeed extends AutoCloseable {
  /**
   * Looks anew and waits until what was found is current.
   *
   * @return what was wrong, if anything
   * @throws dev.orch.model.StoreUnavailableException when the store could not be reached in time
   * @throws TimeoutException when the look is not over in time
   */
  Optional<OrchException> look() throws InterruptedException, TimeoutException;

  /** What the home held, whole, when it was found. */
  Optional<Configuration> lastKnownGood();

  /** Bounded; lets go of the home. */
  @Override
  void close();
}
