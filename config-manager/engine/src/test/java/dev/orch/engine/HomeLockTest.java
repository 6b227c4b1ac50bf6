package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.testing.Await;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
  @TempDir Path dir;
  private Path lock;

  @BeforeEach
  void make() throws IOException {
    lock = Files.writeString(dir.resolve("lock"), "process 1\n");
  }

  @Test
  void whoLooksKeepsNobodyFromTakingIt() throws Exception {
    try (Other looker = Other.start(lock, "shared")) {
      FutureTask<HomeLock> taking = new FutureTask<>(() -> HomeLock.take(lock));
      Thread agent = new Thread(taking, "test-agent");
      agent.start();
      Await.until(
          "it has found someone who looks, or has ended",
          () -> agent.getState() == Thread.State.TIMED_WAITING || taking.isDone());
      assertThat(taking).as("taken, or refused, while someone looks").isNotDone();
      looker.close();
      taking.get(30, TimeUnit.SECONDS).close();
    }
  }

  @Test
  void manyMayLookAtOnceAndLeaveTheFileAsItIs() throws Exception {
    try (Other looker = Other.start(lock, "shared")) {
      assertThat(HomeLock.holder(lock)).isEmpty();
      assertThat(looker.isThere()).isTrue();
    }
    assertThat(lock).hasContent("process 1");
  }

  @Test
  void whoeverHasItIsNamed() throws Exception {
    try (Other holder = Other.start(lock, "exclusive")) {
      assertThat(HomeLock.holder(lock)).contains("\"process 1\"");
      assertThatThrownBy(() -> HomeLock.take(lock)).isInstanceOf(HomeHeldException.class);
      assertThat(holder.isThere()).isTrue();
    }
    try (HomeLock mine = HomeLock.take(lock)) {
      assertThat(HomeLock.holder(lock)).contains("this process");
      assertThat(mine).isNotNull();
      // A look by this process does not give its lock up.
      assertThat(lookOfAnotherProcess()).isEqualTo("held");
    }
  }

  private String lookOfAnotherProcess() throws Exception {
    try (Other looker = Other.start(lock, "shared")) {
      return looker.said();
    }
  }

  /** Another process with a lock on the file, until its input ends. */
  static final class Other implements AutoCloseable {
    private final Process process;
    private final String said;

    private Other(Process process, String said) {
      this.process = process;
      this.said = said;
    }

    static Other start(Path lock, String kind) throws IOException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home", ""), "bin/java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path", ""),
                  Other.class.getName(),
                  lock.toString(),
                  kind)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return new Other(process, String.valueOf(process.inputReader().readLine()));
    }

    /** {@code locked}, or {@code held} by someone else. */
    String said() {
      return said;
    }

    boolean isThere() {
      return process.isAlive();
    }

    @Override
    public void close() throws IOException, InterruptedException {
      process.getOutputStream().close();
      process.waitFor();
    }

    /** In the other process. */
    public static void main(String[] args) throws IOException {
      try (FileChannel channel =
          FileChannel.open(Path.of(args[0]), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        var held = channel.tryLock(0, Long.MAX_VALUE, args[1].equals("shared"));
        System.out.println(held == null ? "held" : "locked");
        var unused = System.in.read();
      }
    }
  }
}
