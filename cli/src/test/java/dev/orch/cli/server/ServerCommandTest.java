package dev.orch.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Running;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCommandTest {
  @TempDir Path data;

  @Test
  void keepsItsDataAndEndsInOrder() throws Exception {
    try (Running server = server()) {
      try (ZooKeeper client = connect(server)) {
        client.create(
            "/kept", new byte[] {1, 2}, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
      }
      server.interrupt();
      assertThat(server.await().exit()).isEqualTo(130);
    }
    try (Running server = server();
        ZooKeeper client = connect(server)) {
      assertThat(client.getData("/kept", false, null)).containsExactly(1, 2);
    }
  }

  @Test
  void aDirectoryServesOneServerOnly() throws Exception {
    try (Running server = server()) {
      connect(server).close();
      Result second = new Orch().run("server", "--data", data.toString(), "--port", "0");
      assertThat(second.exit()).isEqualTo(4);
      assertThat(second.err()).contains("another server runs on " + data);
    }
  }

  @Test
  void aPortThatIsTakenIsRefused() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      Result result = new Orch().run("server", "--data", data.toString(), "--port", port);
      assertThat(result.exit()).isEqualTo(4);
      assertThat(result.err()).contains(port, "--port");
      assertThat(result.out()).isEmpty();
    }
  }

  @Test
  void aPortThatIsNoneIsWrongUsage() {
    assertThat(new Orch().run("server", "--data", data.toString(), "--port", "70000").exit())
        .isEqualTo(2);
    assertThat(new Orch().run("server").exit()).isEqualTo(2);
  }

  private Running server() {
    return new Orch().start("server", "--data", data.toString(), "--port", "0");
  }

  private static ZooKeeper connect(Running server) throws Exception {
    server.awaitText("127.0.0.1:");
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper client =
        new ZooKeeper(
            server.out().strip(),
            10_000,
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            });
    connected.await();
    return client;
  }
}
