package dev.orch.engine;

import dev.orch.engine.fs.HomeEffects;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Syncs files while the next ones are written. A journaling file system commits what several
 * threads wait for at once, so two of them wait half as long as one.
 */
final class FileSyncer implements AutoCloseable {
  static final int THREADS = 2;

  /** As many files stay open at most. */
  private static final int MAX_WAITING = 64;

  private final HomeEffects effects;
  private final @Nullable ExecutorService threads;
  private final Semaphore waiting = new Semaphore(MAX_WAITING);
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

  FileSyncer(HomeEffects effects, int threads) {
    this.effects = effects;
    this.threads = threads == 0 ? null : pool(threads);
  }

  private static ExecutorService pool(int size) {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        size,
        size,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        task -> {
          Thread thread = new Thread(task, "orch-sync-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Takes over the channel. */
  void syncAndClose(FileChannel channel) throws HomeAccessException, InterruptedException {
    if (threads == null) {
      sync(channel);
      throwFailure();
      return;
    }
    throwFailure();
    waiting.acquire();
    threads.execute(
        () -> {
          try {
            sync(channel);
          } finally {
            waiting.release();
          }
        });
  }

  private void sync(FileChannel channel) {
    try (channel) {
      effects.sync(channel);
    } catch (IOException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void throwFailure() throws HomeAccessException {
    IOException e = failure.get();
    if (e != null) {
      throw new HomeAccessException(e);
    }
  }

  /** Waits until all are synced. */
  void finish() throws HomeAccessException, InterruptedException {
    waiting.acquire(MAX_WAITING);
    waiting.release(MAX_WAITING);
    throwFailure();
  }

  /** Waits for what has begun: nobody may write to a stage that is being removed. */
  @Override
  public void close() {
    if (threads == null) {
      return;
    }
    threads.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
