package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.component.FileTree;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.zookeeper.codec.RevisionDocument;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;

/**
 * A pruner may die between any two of its requests. So no byte may go while a revision that could
 * refer to it still counts as committed.
 */
class PruneOrderTest {
  private static final ProjectName PROJECT = new ProjectName("weather");

  @Test
  void everyVictimLosesItsCommittedStateBeforeAnyBytesGo() throws Exception {
    try (ZooKeeperServer server = ZooKeeperServer.start();
        ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(server.connectString()))) {
      store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
      // Revision 2 refers to bytes that revision 1 holds, and 3 to none of either.
      Commits.publish(store.revisions(), PROJECT, "file-mgr", Trees.of("a", "1", "b", "1"));
      Commits.publish(store.revisions(), PROJECT, "file-mgr", Trees.of("a", "2", "b", "1"));
      Commits.publish(store.revisions(), PROJECT, "file-mgr", Trees.of("a", "3", "b", "3"));

      List<WatchedEvent> events = new CopyOnWriteArrayList<>();
      String revisions = "/orch/projects/weather/revisions";
      store
          .connection()
          .handle()
          .addWatch(
              revisions,
              event -> {
                if (event.getPath() != null && !event.getPath().equals(revisions)) {
                  events.add(event);
                }
              },
              AddWatchMode.PERSISTENT_RECURSIVE);
      try (WriteSession session = store.revisions().write(PROJECT, "test", Commits.LOCK_WAIT)) {
        assertThat(session.prune(1).revisions()).containsExactlyInAnyOrder(1L, 2L);
      }

      Await.until(
          "both revisions are gone",
          () -> events.stream().filter(event -> isDeletedRevision(revisions, event)).count() == 2);
      List<EventType> kinds = events.stream().map(WatchedEvent::getType).toList();
      assertThat(kinds.subList(0, 2))
          .containsExactly(EventType.NodeDataChanged, EventType.NodeDataChanged);
      assertThat(events.subList(0, 2)).extracting(WatchedEvent::getPath).doesNotHaveDuplicates();
      assertThat(kinds.subList(2, kinds.size())).containsOnly(EventType.NodeDeleted);
    }
  }

  /** Nobody but its writer knows what belongs to a revision; what does not is met by deleting. */
  @Test
  void whatSomebodyElsePutIntoARevisionKeepsItUntilTheNextOne() throws Exception {
    try (ZooKeeperServer server = ZooKeeperServer.start();
        ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(server.connectString()))) {
      store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
      Commits.publish(store.revisions(), PROJECT, "file-mgr", Trees.of("a", "1"));
      ZooKeeper zk = store.connection().handle();
      String revisions = "/orch/projects/weather/revisions";
      String first = revisions + '/' + zk.getChildren(revisions, false).get(0);
      zk.create(first + "/mine", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);

      try (WriteSession session = store.revisions().write(PROJECT, "test", Commits.LOCK_WAIT)) {
        session.commit(Commits.publish("file-mgr", Trees.of("a", "2")), CommitProgress.NONE);
        assertThatThrownBy(() -> session.pruneAndClose(1))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("revision 1 was changed by someone else");
      }
      assertThat(store.revisions().history(PROJECT, 10)).hasSize(2);
      try (WriteSession session = store.revisions().write(PROJECT, "test", Commits.LOCK_WAIT)) {
        session.commit(Commits.publish("file-mgr", Trees.of("a", "3")), CommitProgress.NONE);
        assertThat(session.pruneAndClose(1).revisions()).containsExactlyInAnyOrder(1L, 2L);
      }
      assertThat(zk.getChildren(revisions, false)).hasSize(1);
    }
  }

  /** A hundred more than fit into one transaction, and one that stays. */
  private static FileTree many(String changing, int last) {
    Trees tree = Trees.builder().file("changing", changing);
    for (int i = 0; i < last; i++) {
      tree.file("d" + i % 7 + "/f" + i, "content " + i);
    }
    return tree.build();
  }

  @Test
  void aSweepOfManyStepsSaysSoBeforeTheFirst() throws Exception {
    try (ZooKeeperServer server = ZooKeeperServer.start();
        ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(server.connectString()))) {
      store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
      Commits.publish(store.revisions(), PROJECT, "file-mgr", many("1", 700));
      Commits.publish(store.revisions(), PROJECT, "file-mgr", many("2", 700));
      try (WriteSession session = store.revisions().write(PROJECT, "test", Commits.LOCK_WAIT)) {
        session.prune(1);
      }
      ZooKeeper zk = store.connection().handle();
      String revisions = "/orch/projects/weather/revisions";
      String first = revisions + '/' + name(zk.getChildren(revisions, false), 1);
      List<WatchedEvent> events = new CopyOnWriteArrayList<>();
      zk.addWatch(first, events::add, AddWatchMode.PERSISTENT_RECURSIVE);

      try (WriteSession session = store.revisions().write(PROJECT, "test", Commits.LOCK_WAIT)) {
        session.commit(Commits.publish("file-mgr", many("3", 1)), CommitProgress.NONE);
        session.prune(1);
      }

      Await.until("all are gone", () -> events.size() >= 2 + 699);
      assertThat(events.get(0).getType()).isEqualTo(EventType.NodeDataChanged);
      assertThat(events.get(0).getPath()).isEqualTo(first);
      new ProjectAudit(store, PROJECT).requireNothingLeftBehind();
    }
  }

  @Test
  void aSweepThatDidNotComeToItsEndIsBegunAnew() throws Exception {
    try (ZooKeeperServer server = ZooKeeperServer.start();
        ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(server.connectString()))) {
      store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
      Commits.publish(store.revisions(), PROJECT, "file-mgr", Trees.of("a", "1", "b", "1"));
      Commits.publish(store.revisions(), PROJECT, "file-mgr", Trees.of("a", "2", "b", "1"));
      try (WriteSession session = store.revisions().write(PROJECT, "test", Commits.LOCK_WAIT)) {
        session.prune(1);
      }
      ZooKeeper zk = store.connection().handle();
      String revisions = "/orch/projects/weather/revisions";
      String first = revisions + '/' + name(zk.getChildren(revisions, false), 1);
      String left = first + "/components/file-mgr/configuration/left";
      zk.create(left, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
      zk.setData(first, new RevisionDocument.Pruned(7, -1).write(), -1);
      // The index that was left tells of a writer that saw nothing of that.
      zk.setData(revisions, new byte[0], -1);

      try (WriteSession session = store.revisions().write(PROJECT, "test", Commits.LOCK_WAIT)) {
        session.commit(
            Commits.publish("file-mgr", Trees.of("a", "3", "b", "1")), CommitProgress.NONE);
        assertThat(session.pruneAndClose(1).revisions()).containsExactly(2L);
      }

      assertThat(zk.exists(left, false)).isNull();
      new ProjectAudit(store, PROJECT).requireNothingLeftBehind();
    }
  }

  private static String name(List<String> revisions, long number) {
    return revisions.stream()
        .filter(name -> name.startsWith(String.format("%010d-", number)))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isDeletedRevision(String revisions, WatchedEvent event) {
    return event.getType() == EventType.NodeDeleted
        && event.getPath().lastIndexOf('/') == revisions.length();
  }
}
