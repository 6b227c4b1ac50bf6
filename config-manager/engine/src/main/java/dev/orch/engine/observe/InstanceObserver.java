package dev.orch.engine.observe;

import dev.orch.engine.Outcome;
import dev.orch.model.component.Reaction;
import dev.orch.model.instance.InstanceReport;
import java.time.Duration;

/**
 * Is told what an instance does. Called on the threads that do it, also before the one that made it
 * is done with them: it must return at once and never fail, and is safe for use by several threads.
 */
public interface InstanceObserver {
  /** Is told everything and remembers nothing. */
  InstanceObserver NONE = new InstanceObserver() {};

  /** What the instance says of itself has changed. */
  default void reported(InstanceReport report) {}

  /** It looked, and this came of it. */
  default void looked(Outcome outcome) {}

  /**
   * It tried to bring its home to another state.
   *
   * @param done whether the home is there now
   * @param took from the first file fetched to the last word of the health check, taking back
   *     included
   */
  default void applied(boolean done, Duration took) {}

  /**
   * What runs on the home was restarted or told to read its files again, or it was tried.
   *
   * @param reaction never {@link Reaction#NOTHING}
   * @param took of a restart, from its stop to its start and health, files that moved between
   *     included; of a reload, without the files
   */
  default void reacted(Reaction reaction, boolean done, Duration took) {}

  /** Something failed. Once for each try, not for each look that remembers it. */
  default void failed(FailureReason reason) {}
}
