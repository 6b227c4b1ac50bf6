package dev.orch.engine;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/**
 * Brings a home to the state that a source desires, one pass at a time. Used by one thread at a
 * time.
 */
public final class Reconciler {
  private final DesiredSource source;
  private final LocalHome home;
  private final Trigger trigger;
  private final Clock clock;

  /**
   * Creates it from its parts; the home stays its owner's to close.
   *
   * @param clock names the directories in which replaced originals are kept
   */
  public Reconciler(DesiredSource source, LocalHome home, Trigger trigger, Clock clock) {
    this.source = source;
    this.home = home;
    this.trigger = trigger;
    this.clock = clock;
  }

  /**
   * Ends what an earlier process left unfinished: forward, or back if it was going back. To be
   * called before the first {@link #reconcile}, which otherwise does it first.
   *
   * @return what came of it; nothing if nothing was left unfinished
   * @throws InterruptedException when the thread is interrupted; it can be resumed
   */
  public Optional<Outcome> recover() throws InterruptedException {
    return Unbuilt.yet();
  }

  /**
   * Looks once and applies what is new. Everything that can go wrong is an outcome, not an
   * exception.
   *
   * @throws InterruptedException when the thread is interrupted; what was begun can be resumed
   */
  public Outcome reconcile() throws InterruptedException {
    return Unbuilt.yet();
  }

  /** Forgets what failed, so that the next pass tries it again. */
  public void retryFailed() throws IOException {
    Unbuilt.yet(source, home, trigger, clock);
  }
}
