package dev.orch.publisher.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Two threads that read and hash files. */
final class HashPool implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int RUN = 16;
  private static final long CLOSE_SECONDS = 5;

  private final ExecutorService threads;

  HashPool() {
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "orch-scan-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Results in order; an interrupt cancels what has not begun. */
  <T> List<T> runAll(List<Callable<T>> tasks) throws InterruptedException {
    // Handing tasks over one by one would cost as much as reading a small file.
    List<Callable<List<T>>> runs = new ArrayList<>();
    for (int from = 0; from < tasks.size(); from += RUN) {
      List<Callable<T>> run = tasks.subList(from, Math.min(tasks.size(), from + RUN));
      runs.add(() -> runOneByOne(run));
    }
    List<T> results = new ArrayList<>(tasks.size());
    for (Future<List<T>> future : threads.invokeAll(runs)) {
      try {
        results.addAll(future.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("a scan task reports its failures as values", e.getCause());
      }
    }
    return results;
  }

  private static <T> List<T> runOneByOne(List<Callable<T>> tasks) throws Exception {
    List<T> results = new ArrayList<>(tasks.size());
    for (Callable<T> task : tasks) {
      if (Thread.interrupted()) {
        throw new InterruptedException("cancelled");
      }
      results.add(task.call());
    }
    return results;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
