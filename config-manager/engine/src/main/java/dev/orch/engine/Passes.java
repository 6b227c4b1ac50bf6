package dev.orch.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Brings something to its desired state, one pass at a time. Used by one thread at a time. */
public interface Passes {
  /**
   * Ends what an earlier process left unfinished: forward, or back if it was going back. To be
   * called before the first {@link #reconcile}, which otherwise does it first.
   *
   * @return what came of it; nothing if nothing was left unfinished
   * @throws InterruptedException when the thread is interrupted; it can be resumed
   */
  Optional<Outcome> recover() throws InterruptedException;

  /**
   * Looks once and applies what is new. What can go wrong is an outcome, not an exception.
   *
   * @throws InterruptedException when the thread is interrupted; what was begun can be resumed
   */
  Outcome reconcile() throws InterruptedException;

  /**
   * How long until the next pass has to come, although nothing asks for it; nothing if any time
   * will do. As of the last pass.
   */
  default Optional<Duration> lookAgain() {
    return Optional.empty();
  }

  /** Forgets what failed, so that the next pass tries it again. */
  void retryFailed() throws IOException;
}
