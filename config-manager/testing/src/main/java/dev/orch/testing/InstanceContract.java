package dev.orch.testing;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** What is promised of one instance, seen by two processes; each test uses a project of its own. */
abstract class InstanceContract {
  static final ComponentName FILE_MGR = new ComponentName("file-mgr");
  static final InstanceId NODE1 = new InstanceId("node1");

  ProjectName project = new ProjectName("unnamed");

  /** Connected. */
  protected abstract Store store();

  /** The same store as another process sees it, connected. */
  protected abstract Store ofAnotherProcess();

  @BeforeEach
  void register() throws InterruptedException {
    project = new ProjectName("p-" + UUID.randomUUID());
    store()
        .instances()
        .register(
            project,
            FILE_MGR,
            NODE1,
            new InstanceReport(
                "host1",
                1,
                "/",
                InstanceState.STARTING,
                0,
                null,
                0,
                List.of(),
                null,
                Instant.EPOCH),
            new MemorySlot(),
            () -> {})
        .close();
  }
}
