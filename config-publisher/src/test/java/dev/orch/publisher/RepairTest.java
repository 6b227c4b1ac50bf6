package dev.orch.publisher;

import static dev.orch.publisher.fixture.Fixtures.OPTIONS;
import static dev.orch.publisher.fixture.Fixtures.WEATHER;
import static dev.orch.publisher.fixture.Fixtures.scan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ComponentName;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.model.store.StoreSettings;
import dev.orch.publisher.CommitResult.Committed;
import dev.orch.publisher.CommitResult.Unchanged;
import dev.orch.publisher.fixture.SourceTreeInMemory;
import dev.orch.publisher.provenance.SourceHistory;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.zookeeper.ZooKeeperStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes that rotted in ZooKeeper, or that somebody wrote over. */
class RepairTest {
  private static final ComponentName LARGE = new ComponentName("large");
  private static final ComponentName OTHER = new ComponentName("other");
  private static final String REVISIONS = "/orch/projects/weather/revisions";

  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final CuratorFramework raw =
      CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100));
  private final ZooKeeperStore store =
      ZooKeeperStore.open(StoreSettings.of(server.connectString()));
  private final Publisher publisher = new Publisher(store, PublisherSettings.DEFAULT);
  private final SourceTreeInMemory tree = new SourceTreeInMemory();

  @BeforeEach
  void publishOnce() throws Exception {
    raw.start();
    byte[] inParts = new byte[400_000];
    new Random(1).nextBytes(inParts);
    tree.put("large/parts", inParts).put("other/same", "content 7").put("other/b", "2");
    // So many that the manifest is cut into shards.
    for (int i = 0; i < 800; i++) {
      tree.put("large/etc/some-file-with-a-longer-name-" + i, "content " + i);
    }
    assertThat(publish(false)).isInstanceOf(Committed.class);
  }

  @AfterEach
  void close() {
    raw.close();
    store.close();
    server.close();
  }

  private CommitResult publish(boolean repair) throws InterruptedException {
    return publisher.publish(
        new PublishRequest(WEATHER, scan(tree), SourceHistory.NONE, Set.of(), repair, OPTIONS),
        CommitProgress.NONE);
  }

  private Head head() throws InterruptedException {
    return store.revisions().latestHead(WEATHER).orElseThrow();
  }

  private ComponentHead component(ComponentName name) throws InterruptedException {
    return head().component(name).orElseThrow();
  }

  private boolean isSound() throws InterruptedException {
    return publisher.verify(WEATHER, scan(tree)).damaged().isEmpty();
  }

  /** The only znode below the first revision whose path ends so. */
  private String znode(String end) throws Exception {
    List<String> found = new ArrayList<>();
    collect(REVISIONS, end, found);
    assertThat(found).as(end).isNotEmpty();
    return found.get(0);
  }

  private void collect(String path, String end, List<String> found) throws Exception {
    if (path.endsWith(end)) {
      found.add(path);
    }
    for (String child : raw.getChildren().forPath(path)) {
      collect(path + "/" + child, end, found);
    }
  }

  private void assertRepairMends(String damagedZnode) throws Exception {
    byte[] bytes = raw.getData().forPath(damagedZnode);
    bytes[bytes.length / 2]++;
    raw.setData().forPath(damagedZnode, bytes);
    ComponentHead large = component(LARGE);
    ComponentHead other = component(OTHER);
    long revision = head().revision();
    assertThat(isSound()).isFalse();
    assertThat(publish(false)).isInstanceOf(Unchanged.class);

    assertThat(publish(true)).isInstanceOf(Committed.class);

    assertThat(head().revision()).isEqualTo(revision + 1);
    assertThat(isSound()).isTrue();
    assertThat(component(LARGE).digest()).as("nobody restarts for it").isEqualTo(large.digest());
    assertThat(component(LARGE).location()).isNotEqualTo(large.location());
    assertThat(component(OTHER)).isEqualTo(other);
    assertThat(publish(true)).isInstanceOf(Unchanged.class);
  }

  @Test
  void aDamagedFileIsWrittenAnew() throws Exception {
    assertRepairMends(znode("longer-name-7"));
  }

  @Test
  void aDamagedPartOfAFileIsWrittenAnew() throws Exception {
    assertRepairMends(znode("/.orch:00001"));
  }

  @Test
  void aDamagedManifestIsWrittenAnew() throws Exception {
    assertRepairMends(znode("/components/large"));
  }

  @Test
  void aDamagedShardOfAManifestIsWrittenAnew() throws Exception {
    assertRepairMends(znode("/components/large/shards/001"));
  }

  @Test
  void aMissingFileIsWrittenAnewTogetherWithAChange() throws Exception {
    raw.delete().forPath(znode("longer-name-9"));
    tree.put("large/new", "new").put("other/also", "content 9");
    assertThat(publish(true)).isInstanceOf(Committed.class);
    assertThat(isSound()).isTrue();
    assertThat(publisher.verify(WEATHER, scan(tree)).plan().isEmpty()).isTrue();
  }
}
