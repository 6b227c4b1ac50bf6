package dev.orch.agent.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A timer whose time passes only when the test says so. */
final class ManualTimer implements ChildTimer {
  private final BlockingQueue<Scheduled> scheduled = new LinkedBlockingQueue<>();
  private final AtomicLong now = new AtomicLong(1);

  /** What was asked for. */
  record Scheduled(Runnable task, Duration delay, AtomicBoolean cancelled) {}

  @Override
  public Pending schedule(Runnable task, Duration delay) {
    AtomicBoolean cancelled = new AtomicBoolean();
    scheduled.add(new Scheduled(task, delay, cancelled));
    return () -> cancelled.set(true);
  }

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public long nanoTime() {
    return now.get();
  }

  void advance(Duration time) {
    now.addAndGet(time.toNanos());
  }

  /** The next task that is still wanted; waits for it. */
  Scheduled next() throws InterruptedException {
    while (true) {
      Scheduled next = scheduled.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("nothing was scheduled in time").isNotNull();
      if (!next.cancelled().get()) {
        return next;
      }
    }
  }

  /** Lets the time of the next task come; returns how long that was. */
  Duration runNext() throws InterruptedException {
    Scheduled next = next();
    advance(next.delay());
    next.task().run();
    return next.delay();
  }

  boolean isIdle() {
    return scheduled.stream().allMatch(task -> task.cancelled().get());
  }

  @Override
  public void close() {}
}
