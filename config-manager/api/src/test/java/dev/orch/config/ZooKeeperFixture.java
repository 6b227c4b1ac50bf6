package dev.orch.config;

import dev.orch.model.store.Store;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.ZooKeeperServer;
import java.time.Duration;

/** A real server; the store is the one that the service loader finds. */
final class ZooKeeperFixture implements StoreFixture {
  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final Store store;

  ZooKeeperFixture() throws InterruptedException {
    store = provider().open(settings());
    store.awaitConnected(Duration.ofSeconds(20));
  }

  @Override
  public StoreProvider provider() {
    return StoreProviders.find();
  }

  @Override
  public StoreSettings settings() {
    return new StoreSettings(
        server.connectString(),
        Duration.ofSeconds(3),
        Duration.ofSeconds(4),
        Duration.ofSeconds(4));
  }

  @Override
  public Store store() {
    return store;
  }

  @Override
  public void goAway() {
    server.stop();
  }

  @Override
  public void comeBack() throws InterruptedException {
    server.restart();
    store.awaitConnected(Duration.ofSeconds(20));
  }

  @Override
  public void close() {
    store.close();
    server.close();
  }
}
