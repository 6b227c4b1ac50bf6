package dev.orch.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CompleteCommandTest {
  @Test
  void aServerThatNeverAnswersIsNotWaitedForAndNotSpokenOf() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      long before = System.nanoTime();
      Result result =
          new Orch().run("__complete", "project", "status", "--zk", at(silent), "--project", "we");
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
      assertThat(result.exit()).isEqualTo(3);
      assertThat(result.out() + result.err()).isEmpty();
    }
  }

  @Test
  void wordsThatAreNotLegalAreNotSpokenOf() {
    Result result = new Orch().run("__complete", "component", "status", "--project", "a b", "");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out() + result.err()).isEmpty();
  }

  @Test
  void itIsHiddenFromHelp() {
    assertThat(new Orch().run("--help").out()).contains("completion").doesNotContain("__complete");
    assertThat(new Orch().run("completion", "fish").out()).doesNotContain("a '__complete'");
  }

  private static String at(ServerSocket socket) {
    return "127.0.0.1:" + socket.getLocalPort();
  }
}
