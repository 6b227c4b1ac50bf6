package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.revision.Head;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Commits;
import dev.orch.testing.HookedTree;
import dev.orch.testing.Trees;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.curator.test.TestingCluster;
import org.junit.jupiter.api.Test;

/** On three servers, of which one dies in the middle. */
class EnsembleTest {
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");
  private static final ProjectName WEATHER = new ProjectName("weather");

  @Test
  void aPublishSurvivesTheDeathOfTheServerThatItTalksTo() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 500; i++) {
      files.put("f" + i, ("content " + i).repeat(300).getBytes(StandardCharsets.UTF_8));
    }
    try (TestingCluster cluster = new TestingCluster(3)) {
      cluster.start();
      try (ZooKeeperStore store =
          ZooKeeperStore.open(StoreSettings.of(cluster.getConnectString()))) {
        store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
        AtomicBoolean killed = new AtomicBoolean();
        FileTree tree = Trees.ofBytes(files);
        Commits.publish(
            store.revisions(),
            WEATHER,
            "file-mgr",
            new HookedTree(tree, 250, () -> killed.set(killServerOf(store, cluster))));
        assertThat(killed.get()).isTrue();
        Head head = store.revisions().latestHead(WEATHER).orElseThrow();
        assertThat(head.revision()).isEqualTo(1);
        assertThat(
                Trees.texts(
                    store.revisions().open(WEATHER, head.component(FILE_MGR).orElseThrow())))
            .isEqualTo(Trees.texts(tree));
      }
    }
  }

  private static boolean killServerOf(ZooKeeperStore store, TestingCluster cluster) {
    try {
      return cluster.killServer(cluster.findConnectionInstance(store.connection().handle()));
    } catch (Exception e) {
      throw new AssertionError("the server could not be killed", e);
    }
  }
}
