package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ProjectName;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.Commits;
import dev.orch.testing.Signals;
import dev.orch.testing.TcpProxy;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.ZooKeeper.States;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Duration SHORT_SESSION = Duration.ofSeconds(4);
  private static final ProjectName WEATHER = new ProjectName("weather");

  private static int unusedPort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError("no port", e);
    }
  }

  private static Duration timeOf(Runnable task) {
    long start = System.nanoTime();
    task.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void eachServerTriedAndItsAnswerAreNamedInTime() throws Exception {
    int unused = unusedPort();
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String connect =
          "127.0.0.1:" + unused + ",127.0.0.1:" + silent.getLocalPort() + ",no-such-host.invalid";
      try (ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(connect))) {
        Duration taken =
            timeOf(
                () ->
                    assertThatThrownBy(() -> store.awaitConnected(LIMIT))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("127.0.0.1:" + unused + " (connection refused)")
                        .hasMessageContaining(
                            silent.getLocalPort() + " (accepts connections, but gives no session)")
                        .hasMessageContaining("no-such-host.invalid:2181 ("));
        assertThat(taken).isBetween(LIMIT.minusMillis(100), LIMIT.plusMillis(900));
      }
    }
  }

  @Test
  void openingAndClosingDoNotWaitForServers() {
    Duration taken =
        timeOf(
            () ->
                ZooKeeperStore.open(StoreSettings.of("127.0.0.1:" + unusedPort() + "/x")).close());
    assertThat(taken).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void aRequestWhileNobodyIsThereEndsInTime() {
    StoreSettings settings =
        new StoreSettings(
            "127.0.0.1:" + unusedPort(), Duration.ofSeconds(1), Duration.ofSeconds(5), LIMIT);
    try (ZooKeeperStore store = ZooKeeperStore.open(settings)) {
      Duration taken =
          timeOf(
              () ->
                  assertThatThrownBy(() -> store.revisions().head(WEATHER))
                      .isInstanceOf(StoreUnavailableException.class));
      assertThat(taken).isLessThan(LIMIT.plusSeconds(1));
    }
  }

  @Test
  void aClosedStoreSaysSo() {
    ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of("127.0.0.1:" + unusedPort()));
    store.close();
    assertThatThrownBy(() -> store.revisions().head(WEATHER))
        .isInstanceOf(StoreUnavailableException.class);
  }

  /** As when a ticket has run out: the client itself gives its session up for good then. */
  @Test
  void whoIsNotLetInTriesAgainLater() throws Exception {
    try (ZooKeeperServer server = ZooKeeperServer.start();
        ZooKeeperStore store =
            ZooKeeperStore.open(
                new StoreSettings(
                    server.connectString(),
                    StoreSettings.DEFAULT_CONNECT_TIMEOUT,
                    SHORT_SESSION,
                    StoreSettings.DEFAULT_REQUEST_TIMEOUT))) {
      store.awaitConnected(Duration.ofSeconds(20));
      ZooKeeper refused = store.connection().handle();
      refused.addAuthInfo("no-such-scheme", new byte[0]);
      Await.until("the refusal", () -> refused.getState() == States.AUTH_FAILED);
      Await.until(
          "another session", () -> store.connection().handle() != refused && store.isConnected());
      assertThat(store.revisions().projects()).isEmpty();
    }
  }

  @Test
  void closingWaitsForTheServersAnswerAndNotForTheClientsThreads() throws Exception {
    try (ZooKeeperServer server = ZooKeeperServer.start();
        ZooKeeperStore other = ZooKeeperStore.open(StoreSettings.of(server.connectString()))) {
      other.awaitConnected(Duration.ofSeconds(20));
      List<Duration> taken = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(server.connectString()));
        store.awaitConnected(Duration.ofSeconds(20));
        ZooKeeper session = store.connection().handle();
        String node = "/closing-" + i;
        session.create(node, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
        taken.add(timeOf(store::close));
        assertThat(other.connection().handle().exists(node, false))
            .as("the session is over when close returns")
            .isNull();
      }
      assertThat(taken.stream().sorted().findFirst().orElseThrow())
          .as("the client's thread sleeps for 100 ms: %s", taken)
          .isLessThan(Duration.ofMillis(100));
    }
  }

  @Test
  void storesWithDifferentChrootsShareNothing() throws Exception {
    try (ZooKeeperServer server = ZooKeeperServer.start();
        ZooKeeperStore one =
            ZooKeeperStore.open(StoreSettings.of(server.connectString() + "/deep/chroot/one"));
        ZooKeeperStore two = ZooKeeperStore.open(StoreSettings.of(server.connectString()))) {
      Commits.publish(one.revisions(), WEATHER, "c", Trees.of("a", "1"));
      assertThat(two.revisions().head(WEATHER)).isEmpty();
      assertThat(two.revisions().projects()).isEmpty();
      assertThat(one.revisions().projects()).containsExactly(WEATHER);
    }
  }

  @Test
  void aWatchSurvivesCutsRestartsAndLostSessions() throws Exception {
    try (ZooKeeperServer server = ZooKeeperServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        ZooKeeperStore direct = ZooKeeperStore.open(StoreSettings.of(server.connectString()));
        ZooKeeperStore watching = ZooKeeperStore.open(StoreSettings.of(proxy.connectString()))) {
      Signals signals = new Signals();
      // Before there is a project, and before there is a connection.
      try (var watch = watching.revisions().watchHead(WEATHER, signals)) {
        signals.awaitMoreThan(0);
        assertToldOfPublish(direct, signals);

        int before = signals.count();
        proxy.cut();
        signals.awaitMoreThan(before);
        assertToldOfPublish(direct, signals);

        before = signals.count();
        Sessions.expire(watching, direct);
        signals.awaitMoreThan(before);
        assertToldOfPublish(direct, signals);

        proxy.refuse();
        Commits.publish(direct.revisions(), WEATHER, "c", Trees.of("a", "while it was away"));
        before = signals.count();
        proxy.heal();
        signals.awaitMoreThan(before);

        before = signals.count();
        server.restart();
        signals.awaitMoreThan(before);
        direct.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
        assertToldOfPublish(direct, signals);
      }
    }
  }

  private static void assertToldOfPublish(ZooKeeperStore store, Signals signals)
      throws InterruptedException {
    int before = signals.count();
    Commits.publish(store.revisions(), WEATHER, "c", Trees.of("a", "" + System.nanoTime()));
    signals.awaitMoreThan(before);
  }

  @Test
  void aWipedEnsembleGivesTheProjectAnotherId() throws Exception {
    String before;
    try (ZooKeeperServer server = ZooKeeperServer.start();
        ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(server.connectString()))) {
      Commits.publish(store.revisions(), WEATHER, "c", Trees.of("a", "1"));
      before = store.revisions().head(WEATHER).orElseThrow().projectId();
    }
    try (ZooKeeperServer server = ZooKeeperServer.start();
        ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(server.connectString()))) {
      assertThat(store.revisions().head(WEATHER)).isEmpty();
      Commits.publish(store.revisions(), WEATHER, "c", Trees.of("a", "1"));
      assertThat(store.revisions().head(WEATHER).orElseThrow().projectId()).isNotEqualTo(before);
    }
  }
}
