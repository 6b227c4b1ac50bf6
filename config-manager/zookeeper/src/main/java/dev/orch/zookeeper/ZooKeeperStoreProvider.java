package dev.orch.zookeeper;

import dev.orch.model.store.Store;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;

/** By which {@link java.util.ServiceLoader} finds the store in ZooKeeper. */
public final class ZooKeeperStoreProvider implements StoreProvider {
  @Override
  public Store open(StoreSettings settings) {
    return ZooKeeperStore.open(settings);
  }
}
