package dev.orch.agent.process;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps at most one child running: starts it, starts it again when it crashes, and stops it. A
 * child that ends with exit code 0 by itself has done its work and is not started again.
 */
final class ChildSupervisor implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ChildSupervisor.class.getName());

  private final ChildLauncher launcher;
  private final ProcessRecord record;
  private final Backoff backoff;
  private final Duration steadyAfter;
  private final Duration stopTimeout;
  private final ChildTimer timer;
  private final ChildListener listener;
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();

  private final Object lock = new Object();

  /** Rises with every start and stop, so that what was meant for a former child does nothing. */
  private long generation;

  /** Whether the listener was told of a crash last. */
  private boolean troubled;

  private @Nullable Launch wanted;
  private @Nullable Process process;
  private ChildTimer.@Nullable Pending pending;

  ChildSupervisor(
      ChildLauncher launcher,
      ProcessRecord record,
      BackoffPolicy policy,
      Backoff backoff,
      Duration stopTimeout,
      ChildTimer timer,
      ChildListener listener) {
    this.launcher = launcher;
    this.record = record;
    this.backoff = backoff;
    this.steadyAfter = policy.steadyAfter();
    this.stopTimeout = stopTimeout;
    this.timer = timer;
    this.listener = listener;
  }

  /** Whether a child should run, though it may be waiting to be started again. */
  boolean isWanted() {
    synchronized (lock) {
      return wanted != null;
    }
  }

  /** The child that runs now. */
  OptionalLong pid() {
    synchronized (lock) {
      return process != null && process.isAlive()
          ? OptionalLong.of(process.pid())
          : OptionalLong.empty();
    }
  }

  /** Completed with the exit code, 0, of a child that ended for good. */
  CompletableFuture<Integer> ended() {
    return ended;
  }

  /** Starts it after {@link #stop}; when that fails, it is tried again as after a crash. */
  void start(Launch launch) {
    synchronized (lock) {
      generation++;
      wanted = launch;
      backoff.reset();
      launchAgain(generation);
    }
  }

  /**
   * Starts it after {@link #stop} and watches it for a while; only then a crash makes it start
   * again.
   *
   * @return the exit code, if it crashed in that time; it is not started again then
   * @throws IOException when it could not be started
   */
  Optional<Integer> startAndWatch(Launch launch, Duration settle)
      throws IOException, InterruptedException {
    Process started;
    long mine;
    long began;
    synchronized (lock) {
      mine = ++generation;
      backoff.reset();
      began = timer.nanoTime();
      started = launcher.launch(launch);
      process = started;
      wanted = launch;
    }
    boolean exited = started.waitFor(settle.toNanos(), TimeUnit.NANOSECONDS);
    synchronized (lock) {
      if (mine != generation) {
        return Optional.empty();
      }
      if (!exited) {
        supervise(mine, started, began);
        return Optional.empty();
      }
      forget();
      wanted = null;
      if (started.exitValue() == 0) {
        ended.complete(0);
        return Optional.empty();
      }
      return Optional.of(started.exitValue());
    }
  }

  private void launchAgain(long mine) {
    synchronized (lock) {
      Launch launch = wanted;
      if (mine != generation || launch == null) {
        return;
      }
      long began = timer.nanoTime();
      try {
        process = launcher.launch(launch);
      } catch (IOException e) {
        crashed(mine, "the child could not be started: " + e.getMessage(), Duration.ZERO);
        return;
      }
      supervise(mine, process, began);
      if (backoff.crashes() > 0) {
        pending = timer.schedule(() -> steady(mine), steadyAfter);
      }
    }
  }

  private void supervise(long mine, Process child, long began) {
    var unused = child.onExit().thenAcceptAsync(exited -> exited(mine, exited, began), timer);
  }

  private void exited(long mine, Process child, long began) {
    synchronized (lock) {
      if (mine != generation || child != process) {
        return;
      }
      forget();
      int code = child.exitValue();
      if (code == 0) {
        LOG.log(Level.INFO, "the child has ended with exit code 0");
        wanted = null;
        cancelPending();
        ended.complete(0);
        return;
      }
      Duration ran = Duration.ofNanos(timer.nanoTime() - began);
      crashed(mine, "the child ended with exit code " + code + " after " + tenths(ran) + " s", ran);
    }
  }

  private void crashed(long mine, String what, Duration ran) {
    cancelPending();
    Duration delay = backoff.afterCrash(ran);
    String message =
        what
            + "; crash "
            + backoff.crashes()
            + " in a row, started again in "
            + tenths(delay)
            + " s";
    LOG.log(Level.WARNING, message);
    pending = timer.schedule(() -> launchAgain(mine), delay);
    troubled = true;
    listener.crashed(message);
  }

  private void steady(long mine) {
    synchronized (lock) {
      if (mine == generation && process != null && process.isAlive()) {
        backoff.reset();
        noTrouble();
      }
    }
  }

  private void noTrouble() {
    if (troubled) {
      troubled = false;
      listener.steady();
    }
  }

  private static String tenths(Duration duration) {
    long tenths = duration.toMillis() / 100;
    return tenths / 10 + "." + tenths % 10;
  }

  /**
   * Ends the child, with TERM and, if it is still there after the stop timeout, KILL; also one that
   * an earlier agent left behind.
   *
   * @return whether none runs any more
   */
  boolean stop() throws IOException, InterruptedException {
    Process child;
    synchronized (lock) {
      generation++;
      wanted = null;
      cancelPending();
      noTrouble();
      child = process;
    }
    if (child != null && !new ProcessTree(child.toHandle()).stop(stopTimeout)) {
      return false;
    }
    if (!record.endLeftover(stopTimeout)) {
      return false;
    }
    synchronized (lock) {
      process = null;
      record.clear();
    }
    return true;
  }

  private void cancelPending() {
    if (pending != null) {
      pending.cancel();
      pending = null;
    }
  }

  private void forget() {
    process = null;
    try {
      record.clear();
    } catch (IOException e) {
      // Harmless: the mark says of a dead process that it is not found.
      LOG.log(Level.DEBUG, "the record of an ended child stays", e);
    }
  }

  /** Ends the child as {@link #stop} does, and nothing is started any more. */
  @Override
  public void close() {
    try {
      if (!stop()) {
        LOG.log(Level.ERROR, "the child does not end, even after KILL");
      }
    } catch (IOException e) {
      LOG.log(Level.ERROR, "what an earlier agent left behind is not known", e);
    } catch (InterruptedException e) {
      pid().ifPresent(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      Thread.currentThread().interrupt();
    } finally {
      timer.close();
    }
  }
}
