package dev.orch.config;

import dev.orch.model.OrchException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * One read of a home that may go on while something else is waited for: an application that starts
 * hashes what it has while it connects.
 */
final class HomeRead implements AutoCloseable {
  private final FutureTask<@Nullable HomeConfiguration> task;
  private final Thread thread;

  HomeRead(HomeReader reader) {
    this.task = new FutureTask<>(() -> wholeOrNothing(reader));
    this.thread = new Thread(task, "orch-config-read");
    thread.setDaemon(true);
  }

  private static @Nullable HomeConfiguration wholeOrNothing(HomeReader reader)
      throws InterruptedException {
    try {
      return reader.read().orElse(null);
    } catch (IOException | OrchException e) {
      // The first look will find and tell the same, if it cannot mend it.
      return null;
    }
  }

  /** Reads on a thread of its own from now on. */
  void begin() {
    thread.start();
  }

  /** What was read; read now if that was not begun. Null if the home holds nothing whole. */
  @Nullable HomeConfiguration get() throws InterruptedException {
    // Does nothing where the thread was quicker.
    task.run();
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new IllegalStateException("a home was not read", e.getCause());
    }
  }

  /** Ends it; once it returns, nothing is read any more. */
  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
