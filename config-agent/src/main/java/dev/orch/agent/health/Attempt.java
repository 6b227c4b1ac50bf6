package dev.orch.agent.health;

import dev.orch.engine.TriggerException;
import java.time.Duration;

/** One question whether a component is healthy. */
@FunctionalInterface
interface Attempt {
  /**
   * Asks once.
   *
   * @param limit how long that may take
   * @throws TriggerException when it is not healthy, with what was found; one line
   */
  void run(Duration limit) throws TriggerException, InterruptedException;
}
