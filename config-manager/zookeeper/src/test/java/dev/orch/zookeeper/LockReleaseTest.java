package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ProjectName;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.Commits;
import dev.orch.testing.TcpProxy;
import dev.orch.testing.ZooKeeperServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A lock, or a place in the queue for it, that is given up while the connection is lost does not
 * stay with a session that outlasts the loss.
 */
class LockReleaseTest {
  private static final ProjectName WEATHER = new ProjectName("weather");
  private static final String LOCK = "/orch/projects/weather/lock";

  private ZooKeeperServer server;
  private TcpProxy proxy;
  private ZooKeeperStore cutOff;
  private ZooKeeperStore other;

  @BeforeEach
  void open() throws InterruptedException {
    server = ZooKeeperServer.start();
    proxy = TcpProxy.to(server.port());
    Duration request = Duration.ofSeconds(3);
    cutOff =
        ZooKeeperStore.open(
            new StoreSettings(
                proxy.connectString(), request, StoreSettings.DEFAULT_SESSION_TIMEOUT, request));
    other = ZooKeeperStore.open(StoreSettings.of(server.connectString()));
    other.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
  }

  @AfterEach
  void close() {
    cutOff.close();
    other.close();
    proxy.close();
    server.close();
  }

  /** The same session as before, so the node did not go with it. */
  private void heal(ZooKeeper session) {
    // Requests are answered in their order: what was sent before this one has failed as well.
    assertThatThrownBy(() -> session.exists(LOCK, false))
        .isInstanceOf(KeeperException.ConnectionLossException.class);
    proxy.heal();
    Await.until("connected again", () -> cutOff.connection().isConnected());
    assertThat(cutOff.connection().handle()).isSameAs(session);
  }

  @Test
  void aLockIsGivenBackAtTheNextConnection() throws Exception {
    WriteSession session = cutOff.revisions().write(WEATHER, "cut off", Commits.LOCK_WAIT);
    ZooKeeper handle = cutOff.connection().handle();
    proxy.refuse();
    session.close();
    heal(handle);
    other.revisions().write(WEATHER, "other", Commits.LOCK_WAIT).close();
  }

  @Test
  void aPlaceInTheQueueIsGivenUpAtTheNextConnection() throws Exception {
    WriteSession holder = other.revisions().write(WEATHER, "other", Commits.LOCK_WAIT);
    cutOff.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    ZooKeeper handle = cutOff.connection().handle();
    CompletableFuture<Void> cut =
        CompletableFuture.runAsync(
            () -> {
              Await.until("two in the queue", () -> Sessions.znodesBelow(other, LOCK) == 2);
              proxy.refuse();
            });
    assertThatThrownBy(() -> cutOff.revisions().write(WEATHER, "cut off", Commits.LOCK_WAIT))
        .isInstanceOf(StoreUnavailableException.class);
    cut.get(20, TimeUnit.SECONDS);
    heal(handle);
    holder.close();
    other.revisions().write(WEATHER, "other", Commits.LOCK_WAIT).close();
  }
}
