package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.revision.Head;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class FirstLineTest {
  private static final ProjectName WEATHER = new ProjectName("weather");

  @Test
  void whatIsPublishedIsReadByAStoreFoundByItsProvider() throws Exception {
    StoreProvider provider = ServiceLoader.load(StoreProvider.class).iterator().next();
    try (ZooKeeperServer server = ZooKeeperServer.start();
        Store store = provider.open(StoreSettings.of(server.connectString() + "/a/chroot"))) {
      store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
      Commits.publish(
          store.revisions(), WEATHER, "file-mgr", Trees.of("etc/a.properties", "a=1", "b", "two"));

      Head head = store.revisions().head(WEATHER).orElseThrow();
      ComponentName fileMgr = new ComponentName("file-mgr");
      FileTree tree = store.revisions().open(WEATHER, head.component(fileMgr).orElseThrow());
      assertThat(head.revision()).isEqualTo(1);
      assertThat(Trees.texts(tree))
          .containsEntry("etc/a.properties", "a=1")
          .containsEntry("b", "two");
    }
  }
}
