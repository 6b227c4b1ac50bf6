package dev.orch.publisher;

import static dev.orch.publisher.fixture.Fixtures.WEATHER;
import static dev.orch.publisher.fixture.Fixtures.request;
import static dev.orch.publisher.fixture.Fixtures.scan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.revision.CommitProgress;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreSettings;
import dev.orch.publisher.fixture.SourceTreeInMemory;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import dev.orch.zookeeper.ZooKeeperStoreProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a publish of one changed file asks a real ZooKeeper, seen on the wire. */
class PublishCostTest {
  private static final int REVISIONS = 5;

  /** With a small revision taken away, however many are kept. */
  private static final int MOST_REQUESTS = 20;

  /** So many are kept: the publish that is looked at takes one away. */
  private static final PublisherSettings SETTINGS =
      new PublisherSettings(
          PublisherSettings.DEFAULT.maxFileSize(),
          PublisherSettings.DEFAULT.projectLimit(),
          REVISIONS,
          PublisherSettings.DEFAULT.lockWait());

  private static void publish(Store store, SourceTreeInMemory tree) throws InterruptedException {
    Publisher publisher = new Publisher(store, SETTINGS);
    assertThat(publisher.publish(request(scan(tree)), CommitProgress.NONE))
        .isInstanceOf(CommitResult.Committed.class);
  }

  private static Store open(ZooKeeperWire wire) throws InterruptedException {
    Store store = new ZooKeeperStoreProvider().open(StoreSettings.of(wire.connectString()));
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    return store;
  }

  @Test
  void itAsksForTheOldestRevisionThatStaysAndTheOneThatGoesAndForNothingTwice() throws Exception {
    try (ZooKeeperServer server = ZooKeeperServer.start();
        ZooKeeperWire wire = ZooKeeperWire.to(server.port())) {
      SourceTreeInMemory tree = SourceTreeInMemory.of("file-mgr/a", "0", "file-mgr/b", "0");
      try (Store before = open(wire)) {
        for (int i = 1; i <= REVISIONS; i++) {
          publish(before, tree.put("file-mgr/a", "" + i));
        }
      }
      List<String> asked = Collections.synchronizedList(new ArrayList<>());
      List<String> read = Collections.synchronizedList(new ArrayList<>());
      wire.follow(
          request -> {
            if (!request.operation().equals("closeSession")) {
              asked.add(request.operation() + " " + request.path());
            }
            if (request.operation().equals("getData")) {
              read.add(request.path());
            }
            return ZooKeeperWire.Fate.PASSES;
          });
      // Another process, so that nothing is known but what is stored.
      try (Store store = open(wire)) {
        publish(store, tree.put("file-mgr/a", "changed"));
      }

      String revisions = "/orch/projects/" + WEATHER + "/revisions/";
      List<String> described =
          read.stream()
              .filter(path -> path.startsWith(revisions))
              .filter(path -> path.indexOf('/', revisions.length()) < 0)
              .toList();
      assertThat(described)
          .as("the oldest that stays, and what goes")
          .hasSize(2)
          .anyMatch(path -> path.contains("/0000000001-"))
          .anyMatch(path -> path.contains("/0000000002-"));
      assertThat(read.stream().filter(path -> path.endsWith("/components/file-mgr")))
          .as("the manifests of what is live, of the oldest that stays and of what goes")
          .hasSize(3)
          .doesNotHaveDuplicates();
      assertThat(asked).hasSizeLessThanOrEqualTo(MOST_REQUESTS);
      assertThat(asked)
          .as("lock and turn, batch, commit, event, prune, lock")
          .filteredOn(one -> !one.startsWith("get") && !one.startsWith("exists"))
          .hasSize(6);
    }
  }
}
