package dev.orch.zookeeper.connection;

import java.time.Duration;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.ZooKeeper.States;

/** Ending a session without waiting for more than the server's answer. */
final class SessionEnd {
  private static final long STEP_MILLIS = 1;

  private SessionEnd() {}

  /**
   * Ends it, at most within this time; an interrupt ends the wait. Returns when the server has
   * answered, which is when the client calls itself closed: of the answer it tells nobody, and its
   * thread sleeps for another 100 ms before it ends, for which nobody has to wait.
   */
  static void await(ZooKeeper session, Duration atMost) {
    // On a thread of its own, because the client waits for the server's answer without a limit.
    Thread closing = new Thread(() -> close(session), "orch-zookeeper-close");
    closing.setDaemon(true);
    closing.start();
    Deadline deadline = Deadline.after(atMost);
    try {
      while (closing.isAlive() && session.getState() != States.CLOSED && !deadline.isOver()) {
        closing.join(STEP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(ZooKeeper session) {
    try {
      session.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
