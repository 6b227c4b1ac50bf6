package dev.orch.model.event;

import dev.orch.model.ProjectName;
import dev.orch.model.revision.Subscription;
import java.util.List;

/** Keeps what happens in projects, the newest of it. Safe for use by several threads. */
public interface EventLog {
  /** So many events of a project are kept at least; older ones are taken away now and then. */
  int KEPT = 1_000;

  /**
   * Records an event as soon as the store can be reached, in the order of the calls. Returns at
   * once and never fails: what cannot be recorded is dropped, as are the oldest of many that wait
   * while the store is away, and what still waits a short time after the store is closed.
   */
  void append(ProjectName project, Event event);

  /**
   * Events of a project with a higher number than this, in their order.
   *
   * @param number 0 for all
   * @param limit only the newest of them, so many
   * @throws dev.orch.model.StoreUnavailableException when the store is out of reach
   */
  List<RecordedEvent> after(ProjectName project, long number, int limit)
      throws InterruptedException;

  /**
   * Calls back after an event was recorded, and after every reconnect, since something may have
   * been missed; also once at the beginning.
   *
   * @param lookAgain called on a thread of the store's, must return at once
   */
  Subscription watch(ProjectName project, Runnable lookAgain);
}
