package dev.orch.config;

import dev.orch.engine.HomeSnapshot;
import dev.orch.engine.fs.Stamp;
import dev.orch.model.ComponentName;
import dev.orch.model.OrchException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Follows a home that someone else keeps: looks at its inventory's stamp, which costs one call of
 * the file system, and reads all files when it is another.
 */
final class FollowFeed implements HomeFeed {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final ComponentName component;
  private final HomeReader reader;
  private final Path home;
  private final CurrentConfiguration current;
  private final TimeLimits limits;
  private final Looks looks = new Looks();
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean asked = true;

  FollowFeed(DistributedSetup setup, HomeReader reader, CurrentConfiguration current) {
    this.component = setup.component();
    this.reader = reader;
    this.home = setup.home();
    this.current = current;
    this.limits = setup.limits();
    this.thread = new Thread(this::run, "orch-config-follow-" + component);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    @Nullable Stamp seen = null;
    boolean whole = false;
    try {
      while (true) {
        boolean wanted = awaitAsked();
        @Nullable Stamp now = stamp();
        // What could not be read is tried again although the inventory is the same.
        if (wanted || !whole || !Objects.equals(now, seen)) {
          seen = now;
          whole = readAndTell();
        }
      }
    } catch (InterruptedException e) {
      // close() ends it.
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Stamp stamp() {
    try {
      return HomeSnapshot.stamp(home).orElse(null);
    } catch (IOException e) {
      // As different as can be: reading all of it then says what is wrong.
      return null;
    }
  }

  /** Whether someone asked for a look; false when it is time for another glance. */
  private boolean awaitAsked() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = POLL.toNanos();
      while (!asked && left > 0) {
        left = changed.awaitNanos(left);
      }
      boolean was = asked;
      asked = false;
      return was;
    } finally {
      lock.unlock();
    }
  }

  private boolean readAndTell() {
    looks.begin();
    try {
      current.accept(reader.require().configuration());
      looks.end(null);
      return true;
    } catch (OrchException e) {
      current.failed(e);
      looks.end(e);
      return false;
    }
  }

  private void ask() {
    lock.lock();
    try {
      asked = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<OrchException> look() throws InterruptedException, TimeoutException {
    return looks.await(this::ask, limits.load());
  }

  @Override
  public Optional<Configuration> lastKnownGood() {
    return Optional.empty();
  }

  @Override
  public void close() {
    looks.stop(ManagerClosed.exception(component));
    thread.interrupt();
    try {
      TimeUnit.MILLISECONDS.timedJoin(thread, CLOSE_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
