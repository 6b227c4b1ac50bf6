package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ProjectName;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import dev.orch.testing.ZooKeeperWire.Fate;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Losses in a row while a writer asks for the lock. */
class LostLockRequestTest {
  private static final ProjectName PROJECT = new ProjectName("weather");

  @Test
  void theLockIsTakenOnceThoughRepliesInARowGetLost() throws Exception {
    try (ZooKeeperServer server = ZooKeeperServer.start();
        ZooKeeperWire wire = ZooKeeperWire.to(server.port());
        ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(wire.connectString()))) {
      store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
      Commits.publish(store.revisions(), PROJECT, "file-mgr", Trees.of("a", "1"));
      // The transaction that makes the lock's node, and what it is looked for with after that.
      AtomicInteger lost = new AtomicInteger();
      wire.follow(
          request ->
              (lost.get() > 0 || request.operation().equals("multi")) && lost.incrementAndGet() <= 3
                  ? Fate.REPLY_IS_LOST
                  : Fate.PASSES);

      try (WriteSession session = store.revisions().write(PROJECT, "first", Commits.LOCK_WAIT)) {
        assertThat(session.head().revision()).isEqualTo(1);
        assertThat(Sessions.znodesBelow(store, "/orch/projects/weather/lock")).isEqualTo(1);
      }
    }
  }
}
