package dev.orch.zookeeper;

import dev.orch.model.store.StoreSettings;
import dev.orch.testing.ZooKeeperServer;

/** A server below a chroot, and two clients with sessions of their own. */
final class TwoProcesses implements AutoCloseable {
  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final ZooKeeperStore one;
  private final ZooKeeperStore other;

  TwoProcesses() throws InterruptedException {
    StoreSettings settings = StoreSettings.of(server.connectString() + "/chroot");
    one = ZooKeeperStore.open(settings);
    other = ZooKeeperStore.open(settings);
    one.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    other.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
  }

  ZooKeeperStore one() {
    return one;
  }

  ZooKeeperStore other() {
    return other;
  }

  @Override
  public void close() {
    one.close();
    other.close();
    server.close();
  }
}
