package dev.orch.publisher;

import static dev.orch.publisher.fixture.Fixtures.OPTIONS;
import static dev.orch.publisher.fixture.Fixtures.WEATHER;
import static dev.orch.publisher.fixture.Fixtures.request;
import static dev.orch.publisher.fixture.Fixtures.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ComponentName;
import dev.orch.model.RefusedException;
import dev.orch.model.component.FileTree;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.store.StoreSettings;
import dev.orch.publisher.CommitResult.Committed;
import dev.orch.publisher.CommitResult.Unchanged;
import dev.orch.publisher.fixture.SourceTreeInMemory;
import dev.orch.publisher.guard.Allowance;
import dev.orch.publisher.scan.DesiredTree;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.zookeeper.ZooKeeperStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same publisher upon a real ZooKeeper. */
class PublisherOnZooKeeperTest {
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");

  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final ZooKeeperStore store =
      ZooKeeperStore.open(StoreSettings.of(server.connectString() + "/site"));
  private final Publisher publisher = new Publisher(store, PublisherSettings.DEFAULT);

  @AfterEach
  void close() {
    store.close();
    server.close();
  }

  private CommitResult publish(SourceTreeInMemory tree, Allowance... allowed)
      throws InterruptedException {
    return publisher.publish(request(scan(tree), allowed), CommitProgress.NONE);
  }

  private Head head() throws InterruptedException {
    return store.revisions().latestHead(WEATHER).orElseThrow();
  }

  private FileTree live(ComponentName component) throws InterruptedException {
    return store.revisions().open(WEATHER, head().component(component).orElseThrow());
  }

  @Test
  void aLifeOfPublishesDeletionsRollbackAndClear() throws InterruptedException {
    SourceTreeInMemory tree =
        SourceTreeInMemory.of(
            "file-mgr/component.yaml", "drift: heal\ncommand: { stop: x, timeout: 5s }\n",
            "file-mgr/etc/a.properties", "a=1",
            "file-mgr/b c/ü.xml", "<a/>",
            "ingest/job", "1");
    assertThat(publish(tree)).isInstanceOf(Committed.class);
    assertThat(publish(tree)).isInstanceOf(Unchanged.class);
    assertThat(live(FILE_MGR).manifest().spec().command().timeout())
        .isEqualTo(Duration.ofSeconds(5));

    assertThat(publish(tree.remove("file-mgr/b c/ü.xml"))).isInstanceOf(Committed.class);
    assertThat(Trees.texts(live(FILE_MGR))).containsOnlyKeys("etc/a.properties");
    assertThat(publisher.verify(WEATHER, scan(tree)).inSync()).isTrue();
    assertThat(publisher.verify(WEATHER, scan(tree.put("file-mgr/new", ""))).inSync()).isFalse();

    assertThat(publisher.rollback(WEATHER, 1, OPTIONS)).isInstanceOf(Committed.class);
    assertThat(Trees.texts(live(FILE_MGR))).containsKey("b c/ü.xml");
    assertThat(publisher.rollback(WEATHER, 1, OPTIONS)).isInstanceOf(Unchanged.class);

    assertThat(publisher.clear(WEATHER, OPTIONS)).isInstanceOf(Committed.class);
    assertThat(head().cleared()).isTrue();
    assertThat(publish(tree)).isInstanceOf(Committed.class);
    assertThat(head().revision()).isEqualTo(5);
  }

  @Test
  void threeMegabytesOfRandomBytesComeBackByteForByte() throws InterruptedException {
    byte[] large = new byte[3 * 1024 * 1024];
    new Random(7).nextBytes(large);
    publish(new SourceTreeInMemory().put("file-mgr/large", large).put("file-mgr/empty", ""));
    assertThat(Trees.bytes(live(FILE_MGR)).get("large")).isEqualTo(large);
    assertThat(Trees.bytes(live(FILE_MGR)).get("empty")).isEmpty();
    DesiredTree tree =
        scan(new SourceTreeInMemory().put("file-mgr/large", large).put("file-mgr/empty", ""));
    assertThat(publisher.verify(WEATHER, tree).filesRead()).isEqualTo(2);
  }

  @Test
  void aLargeFileThatChangesBetweenScanAndPublishIsRefusedAndNothingIsLive()
      throws InterruptedException {
    SourceTreeInMemory source = SourceTreeInMemory.of("file-mgr/a", "1", "file-mgr/b", "2");
    publish(source);
    source.put("file-mgr/a", new byte[70_000]);
    DesiredTree tree = scan(source);
    byte[] other = new byte[70_000];
    other[69_999] = 1;
    source.put("file-mgr/a", other);
    assertThatThrownBy(() -> publisher.publish(request(tree), CommitProgress.NONE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("file-mgr/a changed");
    assertThat(head().revision()).isEqualTo(1);
    assertThat(Trees.texts(live(FILE_MGR))).containsEntry("a", "1");
  }

  @Test
  void publishersAtTheSameTimeAllSucceedOneAfterTheOther() throws Exception {
    ExecutorService people = Executors.newFixedThreadPool(3);
    try {
      List<Callable<CommitResult>> publishes = new ArrayList<>();
      for (String text : List.of("1", "2", "3")) {
        publishes.add(() -> publish(SourceTreeInMemory.of("file-mgr/a", text)));
      }
      for (Future<CommitResult> result : people.invokeAll(publishes)) {
        assertThat(result.get()).isInstanceOf(Committed.class);
      }
    } finally {
      people.shutdownNow();
    }
    List<RevisionInfo> history = store.revisions().history(WEATHER, 10);
    assertThat(history).extracting(RevisionInfo::number).containsExactly(3L, 2L, 1L);
    assertThat(history).extracting(RevisionInfo::parent).containsExactly(2L, 1L, 0L);
  }
}
