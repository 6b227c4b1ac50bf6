package dev.orch.zookeeper.connection;

import java.time.Duration;

/** A moment by the monotonic clock. */
public final class Deadline {
  private final long nanoTime;

  private Deadline(long nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** From now. */
  public static Deadline after(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /** The earlier of this one and one that is so far away. */
  public Deadline atMost(Duration duration) {
    Deadline other = after(duration);
    return other.nanoTime - nanoTime < 0 ? other : this;
  }

  /** 0 or less when it has passed. */
  public long leftNanos() {
    return nanoTime - System.nanoTime();
  }

  /** Whether it has passed. */
  public boolean isOver() {
    return leftNanos() <= 0;
  }
}
