package dev.orch.agent.health;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A clock that only goes forward, and waiting by it. */
interface Waiting {
  /** The real one. */
  Waiting REAL =
      new Waiting() {
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void await(Duration time) throws InterruptedException {
          var unused = never.await(time.toNanos(), TimeUnit.NANOSECONDS);
        }
      };

  /** Nanoseconds from some time on. */
  long nanoTime();

  /**
   * Waits for so long.
   *
   * @throws InterruptedException at once when the thread is interrupted, as whoever closes an agent
   *     does
   */
  void await(Duration time) throws InterruptedException;
}
