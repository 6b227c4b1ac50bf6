package dev.orch.engine;

import java.io.IOException;

/** Says what an instance should run. */
public interface DesiredSource {
  /**
   * Looks now.
   *
   * @throws dev.orch.model.StoreUnavailableException when the source is out of reach; what is
   *     applied then stays
   */
  DesiredState look() throws IOException, InterruptedException;
}
