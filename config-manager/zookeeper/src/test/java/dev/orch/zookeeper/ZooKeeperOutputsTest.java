package dev.orch.zookeeper;

import dev.orch.model.store.Store;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.OutputsContract;
import dev.orch.testing.ZooKeeperServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ZooKeeperOutputsTest extends OutputsContract {
  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final ZooKeeperStore store =
      ZooKeeperStore.open(StoreSettings.of(server.connectString() + "/chroot"));
  private final ZooKeeperStore other =
      ZooKeeperStore.open(StoreSettings.of(server.connectString() + "/chroot"));

  @BeforeAll
  void connect() throws InterruptedException {
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    other.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
  }

  @AfterAll
  void close() {
    store.close();
    other.close();
    server.close();
  }

  @Override
  protected Store store() {
    return store;
  }

  @Override
  protected Store ofAnotherProcess() {
    return other;
  }
}
