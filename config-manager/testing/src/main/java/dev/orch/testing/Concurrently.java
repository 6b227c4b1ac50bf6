package dev.orch.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Doing the same on several threads at once. */
public final class Concurrently {
  private static final long LIMIT_SECONDS = 60;

  private Concurrently() {}

  /** What each thread does. */
  @FunctionalInterface
  public interface Task {
    void run(int index) throws Exception;
  }

  /** Runs it on so many threads, and fails when one of them does. */
  public static void run(int threads, Task task) throws InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Boolean>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int index = i;
        running.add(
            executor.submit(
                () -> {
                  task.run(index);
                  return true;
                }));
      }
      for (Future<Boolean> one : running) {
        one.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("one of " + threads + " threads failed", e);
    } finally {
      executor.shutdownNow();
    }
  }
}
