package dev.orch.zookeeper.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.CorruptDataException;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.zookeeper.ZooKeeperStore;
import dev.orch.zookeeper.connection.ConnectString;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RevisionName;
import dev.orch.zookeeper.manifest.ManifestDocuments;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a revision's documents name is what is there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrittenNodesTest {
  private static final ProjectName PROJECT = new ProjectName("weather");
  private static final int LARGE = 700 * 1024;

  /** So many that the manifest is cut into shards. */
  private static final int MANY = 900;

  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final StoreSettings settings = StoreSettings.of(server.connectString());
  private final ZooKeeperStore store = ZooKeeperStore.open(settings);
  private final Connection connection =
      Connection.open(ConnectString.parse(server.connectString()), settings);
  private final ProjectLayout layout = new Layout("").project(PROJECT);

  @BeforeAll
  void connect() throws InterruptedException {
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    connection.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
  }

  @AfterAll
  void close() {
    connection.close();
    store.close();
    server.close();
  }

  private static FileTree many(String changing) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < MANY; i++) {
      files.put("d" + i % 7 + "/f" + i, ("content " + i).getBytes(StandardCharsets.UTF_8));
    }
    files.put("changing", changing.getBytes(StandardCharsets.UTF_8));
    return Trees.ofBytes(files);
  }

  private static Commit.Publish publish(String content, int large) {
    return Commits.publish(
        "file-mgr",
        Trees.of("a", content, "deep/down/b", "same", "large", "x".repeat(large)),
        "crawler",
        many(content));
  }

  private RevisionInfo make(Commit commit) throws InterruptedException {
    return Commits.make(store.revisions(), PROJECT, commit);
  }

  @Test
  void theyAreAllThatIsBelowTheRevision() throws Exception {
    RevisionInfo first = make(publish("1", LARGE));
    List<RevisionInfo> made =
        List.of(
            first,
            make(publish("2", LARGE)),
            make(publish("3", LARGE + 1)),
            make(Commits.rollback(first)),
            make(Commits.publish("file-mgr", Trees.of())),
            make(Commits.clear()));

    Reads reads = new Reads(connection);
    for (RevisionInfo info : made) {
      RevisionName name = new RevisionName(info.number(), info.publishId());
      assertThat(WrittenNodes.of(new ManifestDocuments(reads, layout), layout, info).bottomUp())
          .as("revision %d", info.number())
          .containsExactlyInAnyOrderElementsOf(new Subtree(reads, layout).bottomUp(name))
          .doesNotHaveDuplicates()
          .satisfies(
              paths -> assertThat(paths.get(paths.size() - 1)).isEqualTo(layout.revision(name)))
          .isSortedAccordingTo(Comparator.<String>reverseOrder());
    }
  }

  @Test
  void whatIsDamagedIsNotGuessedAt() throws Exception {
    RevisionInfo info = make(publish("damaged", 1));
    String manifest =
        layout.revision(new RevisionName(info.number(), info.publishId())) + "/components/file-mgr";
    connection.handle().setData(manifest, new byte[0], -1);

    assertThatThrownBy(
            () ->
                WrittenNodes.of(new ManifestDocuments(new Reads(connection), layout), layout, info))
        .isInstanceOf(CorruptDataException.class);
  }
}
