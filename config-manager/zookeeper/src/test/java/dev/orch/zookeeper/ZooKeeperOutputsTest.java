package dev.orch.zookeeper;

import dev.orch.model.store.Store;
import dev.orch.testing.OutputsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ZooKeeperOutputsTest extends OutputsContract {
  private final TwoProcesses processes;

  ZooKeeperOutputsTest() throws InterruptedException {
    processes = new TwoProcesses();
  }

  @AfterAll
  void close() {
    processes.close();
  }

  @Override
  protected Store store() {
    return processes.one();
  }

  @Override
  protected Store ofAnotherProcess() {
    return processes.other();
  }
}
