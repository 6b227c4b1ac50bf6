package dev.orch.zookeeper.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperEnsemble;
import dev.orch.zookeeper.ZooKeeperStore;
import dev.orch.zookeeper.codec.HeadDocument;
import dev.orch.zookeeper.codec.WriterDocument;
import dev.orch.zookeeper.connection.ConnectString;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.StoredNode;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A head that a lagging server really showed, as the ground of a write. A session that holds its
 * turn is not shown one, since it reads after its own fence; the check is for whoever gets that
 * wrong.
 */
class StaleHeadTest {
  private static final ProjectName PROJECT = new ProjectName("weather");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static StoreSettings settings(String server) {
    return new StoreSettings(server, LIMIT, LIMIT.multipliedBy(2), LIMIT);
  }

  private static Connection connect(String server) throws InterruptedException {
    Connection connection = Connection.open(ConnectString.parse(server), settings(server));
    connection.awaitConnected(LIMIT);
    return connection;
  }

  @Test
  void whoeverWritesUponAStaleHeadIsRefusedAtTheFirstWrite(@TempDir Path directory)
      throws Exception {
    ProjectLayout layout = new Layout("").project(PROJECT);
    try (ZooKeeperEnsemble ensemble = ZooKeeperEnsemble.start(directory);
        ZooKeeperStore store = ZooKeeperStore.open(settings(ensemble.leader()));
        Connection current = connect(ensemble.leader());
        Connection lagging = connect(ensemble.follower())) {
      Commits.publish(store.revisions(), PROJECT, "file-mgr", Trees.of("a", "1"));
      Reads stale = new Reads(lagging);
      assertThat(stale.latest(layout.head())).isPresent();
      ensemble.lag();
      Commits.publish(store.revisions(), PROJECT, "file-mgr", Trees.of("a", "2"));

      StoredNode head = stale.data(layout.head()).orElseThrow();
      assertThat(HeadDocument.read("head", head.data()).head().revision()).isEqualTo(1);
      Turn turn =
          Turn.take(
              current, PROJECT, layout, new WriterDocument("x", Instant.EPOCH), Commits.LOCK_WAIT);
      Fence fence =
          new Fence(layout.writer(), turn.fence().writerVersion(), layout.head(), head.version());
      FencedBatches batches = new FencedBatches(turn.writer(), fence, (files, bytes) -> {});
      batches.add(
          FencedBatches.Change.create(layout.revisions() + "/0000000002-00ff", new byte[0], 0, 0));

      assertThatThrownBy(batches::flush)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("nothing is live");
      assertThat(new Reads(current).children(layout.revisions()).orElseThrow()).hasSize(2);
    }
  }
}
