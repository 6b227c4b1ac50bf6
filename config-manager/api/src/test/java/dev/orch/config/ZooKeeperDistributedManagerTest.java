package dev.orch.config;

final class ZooKeeperDistributedManagerTest extends DistributedManagerContract {
  @Override
  StoreFixture open() throws InterruptedException {
    return new ZooKeeperFixture();
  }
}
