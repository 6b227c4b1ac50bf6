package dev.orch.benchmarks.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same done to many, some at a time. */
final class Together {
  private Together() {}

  /** One step. */
  @FunctionalInterface
  interface Step<T> {
    void of(T one) throws Exception;
  }

  /**
   * Returns once all are done.
   *
   * @throws ExecutionException with what the first of those threw that failed
   */
  static <T> void run(int threads, Collection<T> all, Step<T> step)
      throws InterruptedException, ExecutionException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (T one : all) {
        tasks.add(
            () -> {
              step.of(one);
              return true;
            });
      }
      for (Future<Boolean> done : executor.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      executor.shutdown();
    }
  }
}
