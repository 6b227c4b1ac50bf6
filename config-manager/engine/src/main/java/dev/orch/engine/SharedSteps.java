package dev.orch.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Steps that lead to more steps. They are taken by the thread that asks for it and, once they have
 * turned out to be many, by one more, which has ended when that thread goes on.
 */
final class SharedSteps {
  /** Starting a thread takes as long as two or three steps. */
  private static final int MANY = 48;

  private final String helperName;
  private final Deque<Runnable> open = new ArrayDeque<>();
  private int added;
  private int beingTaken;
  private boolean abandoned;
  private @Nullable FutureTask<Void> helper;

  /** The thread that may be begun is called so. */
  SharedSteps(String helperName) {
    this.helperName = helperName;
  }

  /** Adds one, which may itself add others; the latest is taken first. */
  synchronized void add(Runnable step) {
    if (abandoned) {
      return;
    }
    open.push(step);
    added++;
    notifyAll();
    if (added >= MANY && helper == null) {
      helper = begin(this::takeUntilNoneIsLeft);
    }
  }

  private FutureTask<Void> begin(Callable<Void> task) {
    FutureTask<Void> begun = new FutureTask<>(task);
    Thread thread = new Thread(begun, helperName);
    thread.setDaemon(true);
    thread.start();
    return begun;
  }

  /**
   * Takes all. When it returns or throws, no step is being taken any more.
   *
   * @throws RuntimeException what a step threw; those not yet begun are not taken then
   */
  void takeAll() throws InterruptedException {
    try {
      takeUntilNoneIsLeft();
    } finally {
      awaitHelper();
    }
    throwFailureOfHelper();
  }

  private @Nullable Void takeUntilNoneIsLeft() throws InterruptedException {
    boolean done = false;
    try {
      for (Runnable step = next(); step != null; step = next()) {
        step.run();
        taken();
      }
      done = true;
      return null;
    } finally {
      if (!done) {
        abandon();
      }
    }
  }

  private synchronized @Nullable Runnable next() throws InterruptedException {
    while (open.isEmpty() && beingTaken > 0 && !abandoned) {
      wait();
    }
    if (open.isEmpty()) {
      return null;
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted with " + open.size() + " steps left");
    }
    beingTaken++;
    return open.pop();
  }

  private synchronized void taken() {
    beingTaken--;
    notifyAll();
  }

  synchronized void abandon() {
    abandoned = true;
    open.clear();
    notifyAll();
  }

  private synchronized @Nullable FutureTask<Void> helper() {
    return helper;
  }

  private void awaitHelper() {
    FutureTask<Void> begun = helper();
    boolean interrupted = false;
    while (begun != null && !begun.isDone()) {
      try {
        begun.get();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        // Thrown below, if this thread has nothing to throw itself.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void throwFailureOfHelper() throws InterruptedException {
    FutureTask<Void> begun = helper();
    if (begun == null) {
      return;
    }
    try {
      begun.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(helperName + " failed", e.getCause());
    }
  }
}
