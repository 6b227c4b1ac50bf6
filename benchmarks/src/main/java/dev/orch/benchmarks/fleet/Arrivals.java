package dev.orch.benchmarks.fleet;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** When each of many came to a version, by the clock that all processes of this machine share. */
final class Arrivals {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);

  private final Clock clock;
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Long, List<Long>> micros = new HashMap<>();

  Arrivals(Clock clock) {
    this.clock = clock;
  }

  /** Someone has come to it now. */
  void add(long version) {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    lock.lock();
    try {
      micros.computeIfAbsent(version, any -> new ArrayList<>()).add(now);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** When each came to it, in microseconds since 1970, once so many have. */
  List<Long> await(long version, int count) throws IOException, InterruptedException {
    long left = LIMIT_NANOS;
    lock.lock();
    try {
      while (micros.getOrDefault(version, List.of()).size() < count) {
        if (left <= 0) {
          throw new IOException(
              micros.getOrDefault(version, List.of()).size()
                  + " of "
                  + count
                  + " came to "
                  + version
                  + " in time");
        }
        left = changed.awaitNanos(left);
      }
      return List.copyOf(micros.getOrDefault(version, List.of()));
    } finally {
      lock.unlock();
    }
  }
}
