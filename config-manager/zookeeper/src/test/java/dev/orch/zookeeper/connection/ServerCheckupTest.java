package dev.orch.zookeeper.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.testing.ZooKeeperProcess;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import dev.orch.testing.ZooKeeperWire.Fate;
import dev.orch.zookeeper.connection.ServerHealth.Answering;
import dev.orch.zookeeper.connection.ServerHealth.Trouble;
import dev.orch.zookeeper.connection.ServerHealth.Trouble.Kind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out about servers of which something is wrong. */
class ServerCheckupTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration NEARLY = Duration.ofMinutes(1);

  @TempDir Path dir;

  @Test
  void howFarTheClocksAreApart() throws Exception {
    try (ZooKeeperServer server = ZooKeeperServer.start()) {
      for (Duration ahead : new Duration[] {Duration.ofHours(1), Duration.ofHours(-2)}) {
        Clock here = Clock.offset(Clock.systemUTC(), ahead.negated());
        Answering found = examine(server.connectString(), here);
        assertThat(found.clockAhead()).isCloseTo(ahead, NEARLY);
        assertThat(found.troubles()).isEmpty();
        assertThat(found.latency()).isPositive().isLessThan(LIMIT);
      }
    }
  }

  @Test
  void aServerThatTakesSmallRequestsOnly() throws Exception {
    try (ZooKeeperProcess server = ZooKeeperProcess.start(dir, "64m", "-Djute.maxbuffer=100000")) {
      assertThat(examine(server.connectString(), Clock.systemUTC()).troubles())
          .extracting(Trouble::kind)
          .containsExactly(Kind.SMALL_REQUESTS_ONLY);
    }
  }

  /** ZooKeeper before 3.6 answers so, and ends the session. */
  @Test
  void aServerWhoseTransactionsCannotRead() throws Exception {
    try (ZooKeeperServer server = ZooKeeperServer.start();
        ZooKeeperWire wire = ZooKeeperWire.to(server.port())) {
      wire.follow(
          request -> request.operation().equals("multiRead") ? Fate.IS_UNKNOWN : Fate.PASSES);
      assertThat(examine(wire.connectString(), Clock.systemUTC()).troubles())
          .extracting(Trouble::kind)
          .containsExactly(Kind.TOO_OLD);
    }
  }

  private static Answering examine(String connect, Clock clock) throws InterruptedException {
    return (Answering) ServerCheckup.examine(connect, LIMIT, clock).get(0);
  }
}
