package dev.orch.config;

final class InMemoryDistributedManagerTest extends DistributedManagerContract {
  @Override
  StoreFixture open() {
    return new InMemoryFixture();
  }
}
