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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Syncs files, while the next ones are written where that saves time. A journaling file system
 * commits what several threads wait for at once, so two of them wait half as long as one. A file
 * system in memory has nothing to wait for, and handing a file to a thread takes longer than to
 * sync it; so threads begin once syncs have turned out to be slow.
 */
final class FileSyncer implements AutoCloseable {
  static final int THREADS = 2;

  /** As many files stay open at most. */
  private static final int MAX_WAITING = 64;

  /** What handing a file over takes about. */
  private static final long HAND_OVER_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  /** So much more than handing them over may all syncs take before threads begin. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final HomeEffects effects;
  private final int mostThreads;
  private final LongSupplier nanoTime;
  private @Nullable ExecutorService threads;
  private long patience = PATIENCE_NANOS;
  private final Semaphore waiting = new Semaphore(MAX_WAITING);
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

  /**
   * Creates it.
   *
   * @param mostThreads that may be begun; 0 if there are too few files for any
   * @param nanoTime as {@link System#nanoTime}
   */
  FileSyncer(HomeEffects effects, int mostThreads, LongSupplier nanoTime) {
    this.effects = effects;
    this.mostThreads = mostThreads;
    this.nanoTime = nanoTime;
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
    ExecutorService begun = threads;
    if (begun == null) {
      syncHere(channel);
      return;
    }
    throwFailure();
    waiting.acquire();
    begun.execute(
        () -> {
          try {
            sync(channel);
          } finally {
            waiting.release();
          }
        });
  }

  private void syncHere(FileChannel channel) throws HomeAccessException {
    long begin = nanoTime.getAsLong();
    sync(channel);
    patience += HAND_OVER_NANOS - (nanoTime.getAsLong() - begin);
    throwFailure();
    if (patience < 0 && mostThreads > 0) {
      threads = pool(mostThreads);
    }
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
    ExecutorService begun = threads;
    if (begun == null) {
      return;
    }
    begun.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = begun.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
