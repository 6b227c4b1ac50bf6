package dev.orch.cli;

import dev.orch.cli.invocation.Invocation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where the launcher enters. */
public final class Main {
  /** What systemd, too, gives a service to end in order before it kills it. */
  private static final long ORDERLY_END_SECONDS = 90;

  private Main() {}

  /**
   * Runs one call and ends the process with its exit code. A signal that would end the process
   * interrupts the call first and waits, within bounds, until it has closed what it opened; the
   * exit code is then the signal's (130 for INT, 143 for TERM).
   */
  public static void main(String[] args) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> endInOrder(caller, ended), "orch-shutdown"));
    int code;
    try {
      code = run(args, Invocation.ofProcess());
    } finally {
      ended.countDown();
    }
    System.exit(code);
  }

  /** Runs one call in this process; returns its exit code. */
  public static int run(String[] args, Invocation invocation) {
    return new CommandRunner(invocation).run(args);
  }

  private static void endInOrder(Thread caller, CountDownLatch ended) {
    if (ended.getCount() == 0) {
      return;
    }
    caller.interrupt();
    try {
      ended.await(ORDERLY_END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
