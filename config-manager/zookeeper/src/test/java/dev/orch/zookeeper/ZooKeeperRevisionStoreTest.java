package dev.orch.zookeeper;

import dev.orch.model.revision.RevisionStore;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.RevisionStoreContract;
import dev.orch.testing.ZooKeeperServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ZooKeeperRevisionStoreTest extends RevisionStoreContract {
  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final ZooKeeperStore store =
      ZooKeeperStore.open(StoreSettings.of(server.connectString()));

  @BeforeAll
  void connect() throws InterruptedException {
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
  }

  @AfterAll
  void close() {
    store.close();
    server.close();
  }

  @Override
  protected RevisionStore store() {
    return store.revisions();
  }
}
