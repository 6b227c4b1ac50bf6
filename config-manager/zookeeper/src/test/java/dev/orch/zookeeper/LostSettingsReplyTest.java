package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ProjectName;
import dev.orch.model.revision.ProjectSettings;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Commits;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import dev.orch.testing.ZooKeeperWire.Fate;
import org.junit.jupiter.api.Test;

/** The reply gets lost to the one that sets something. */
class LostSettingsReplyTest {
  private static final ProjectName PROJECT = new ProjectName("weather");

  @Test
  void whatWasSetForTheFirstTimeIsSetOnceMore() throws Exception {
    try (ZooKeeperServer server = ZooKeeperServer.start();
        ZooKeeperWire wire = ZooKeeperWire.to(server.port());
        ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(wire.connectString()))) {
      store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
      try (WriteSession session = store.revisions().write(PROJECT, "first", Commits.LOCK_WAIT)) {
        // Number 1 looks what is set, 2 makes the znode.
        wire.follow(request -> request.number() == 2 ? Fate.REPLY_IS_LOST : Fate.PASSES);
        session.configure(new ProjectSettings(7));
        assertThat(session.settings().retention()).isEqualTo(7);
      }
      assertThat(store.revisions().settings(PROJECT).retention()).isEqualTo(7);
    }
  }
}
