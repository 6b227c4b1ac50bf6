package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ComponentName;
import dev.orch.model.CorruptDataException;
import dev.orch.model.OrchException;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.component.FileTree;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.PruneResult;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.Commits;
import dev.orch.testing.Concurrently;
import dev.orch.testing.HookedTree;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import dev.orch.testing.ZooKeeperWire.Fate;
import dev.orch.zookeeper.codec.RevisionDocument;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.RevisionName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever lost the turn can write nothing any more, and what it left is swept. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WriterFenceTest {
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");

  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final ZooKeeperStore first =
      ZooKeeperStore.open(StoreSettings.of(server.connectString()));
  private final ZooKeeperStore second =
      ZooKeeperStore.open(StoreSettings.of(server.connectString()));

  @BeforeAll
  void connect() throws InterruptedException {
    first.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    second.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
  }

  @AfterAll
  void close() {
    first.close();
    second.close();
    server.close();
  }

  private static ProjectName newProject() {
    return new ProjectName("p-" + UUID.randomUUID());
  }

  private static String path(ProjectName project, String rest) {
    return "/orch/projects/" + project + rest;
  }

  private static FileTree manyFiles(String content) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 300; i++) {
      files.put("f" + i, (content + i).repeat(300).getBytes(StandardCharsets.UTF_8));
    }
    return Trees.ofBytes(files);
  }

  /** What was only sent would go with the session. */
  private FileTree dyingWhenMuchIsStored(ProjectName project, FileTree tree) {
    int before = Sessions.znodesBelow(second, path(project, ""));
    return new HookedTree(
        tree,
        299,
        () -> {
          Await.until(
              "much is stored",
              () -> Sessions.znodesBelow(second, path(project, "")) > before + 100);
          Sessions.expire(first, second);
        });
  }

  private ZooKeeper zk() {
    return second.connection().handle();
  }

  /** As when an operator, or the servers, take the lock's node away. */
  private void deleteLockNodes(ProjectName project) throws Exception {
    for (String name : zk().getChildren(path(project, "/lock"), false)) {
      zk().delete(path(project, "/lock/" + name), -1);
    }
  }

  private static OrchException failure(WriteSession session, FileTree tree) {
    try {
      session.commit(Commits.publish("file-mgr", tree), CommitProgress.NONE);
    } catch (OrchException e) {
      return e;
    } catch (Exception e) {
      throw new AssertionError("expected another exception", e);
    }
    throw new AssertionError("expected the commit to fail");
  }

  @Test
  void aWriterWhoseSessionExpiredInTheMiddleCanWriteNothingMore() throws Exception {
    ProjectName project = newProject();
    Commits.publish(first.revisions(), project, "file-mgr", Trees.of("a", "1"));
    try (WriteSession expired = first.revisions().write(project, "first", Commits.LOCK_WAIT)) {
      int[] znodes = new int[1];
      FileTree tree =
          new HookedTree(
              manyFiles("x"),
              150,
              () -> {
                // What was sent may not have arrived: a session that ends first takes it along, and
                // nobody could tell then whether the attempt had been there.
                Await.until(
                    "the attempt has begun",
                    () -> zk().getChildren(path(project, "/revisions"), false).size() == 2);
                Sessions.expire(first, second);
                Commits.publish(second.revisions(), project, "file-mgr", Trees.of("a", "2"));
                znodes[0] = Sessions.znodesBelow(second, path(project, ""));
              });
      assertThat(failure(expired, tree)).hasMessageContaining("nothing is live");
      assertThat(Sessions.znodesBelow(second, path(project, ""))).isEqualTo(znodes[0]);
      assertThatThrownBy(() -> expired.prune(1)).isInstanceOf(RefusedException.class);
      assertThatThrownBy(() -> expired.estimate(Commits.clear()))
          .isInstanceOf(RefusedException.class);
    }
    Head head = second.revisions().head(project).orElseThrow();
    assertThat(head.revision()).isEqualTo(2);
    assertThat(
            Trees.texts(second.revisions().open(project, head.component(FILE_MGR).orElseThrow())))
        .containsEntry("a", "2");
  }

  @Test
  void aWriterWhoseLockIsGoneIsRefusedAsSoonAsAnotherTookItsTurn() throws Exception {
    ProjectName project = newProject();
    try (WriteSession outrun = first.revisions().write(project, "first", Commits.LOCK_WAIT)) {
      deleteLockNodes(project);
      // Head stays as it is: only the fence tells.
      try (WriteSession now = second.revisions().write(project, "second", Commits.LOCK_WAIT)) {
        int before = Sessions.znodesBelow(second, path(project, "/revisions"));
        assertThat(failure(outrun, Trees.of("a", "1")))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("took over");
        assertThat(Sessions.znodesBelow(second, path(project, "/revisions"))).isEqualTo(before);
        assertThat(now.head().revision()).isZero();
      }
    }
  }

  @Test
  void aWriterThatSawAnOldHeadIsRefusedAtItsFirstWrite() throws Exception {
    ProjectName project = newProject();
    try (WriteSession writer = first.revisions().write(project, "first", Commits.LOCK_WAIT)) {
      byte[] head = zk().getData(path(project, "/head"), false, null);
      zk().setData(path(project, "/head"), head, -1);
      assertThat(failure(writer, Trees.of("a", "1"))).isInstanceOf(RefusedException.class);
      assertThat(zk().getChildren(path(project, "/revisions"), false)).isEmpty();
    }
  }

  @Test
  void aRollbackIsRefusedWhenItsTargetWasPrunedSinceItWasRead() throws Exception {
    ProjectName project = newProject();
    RevisionInfo target =
        Commits.publish(first.revisions(), project, "file-mgr", Trees.of("a", "1"));
    Commits.publish(first.revisions(), project, "file-mgr", Trees.of("a", "2"));
    String node =
        new Layout("")
            .project(project)
            .revision(new RevisionName(target.number(), target.publishId()));
    try (ZooKeeperWire wire = ZooKeeperWire.to(server.port());
        ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(wire.connectString()))) {
      store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
      try (WriteSession session = store.revisions().write(project, "first", Commits.LOCK_WAIT)) {
        // Fence and head stay as they are, as for a writer that read the target on a lagging
        // server: only the target's version tells.
        wire.follow(
            request -> {
              if (request.operation().equals("multi")) {
                replaceData(node, new RevisionDocument.Pruned(0, -1).write());
              }
              return Fate.PASSES;
            });
        assertThatThrownBy(() -> session.commit(Commits.rollback(target), CommitProgress.NONE))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("revision 1 was pruned meanwhile; nothing is live");
      }
    }
    assertThat(second.revisions().latestHead(project).orElseThrow().revision()).isEqualTo(2);
  }

  private void replaceData(String path, byte[] data) {
    try {
      zk().setData(path, data, -1);
    } catch (Exception e) {
      throw new AssertionError("cannot change " + path, e);
    }
  }

  @Test
  void whoeverLosesTheTurnAfterACommitIsNotToldThatNothingIsLive() throws Exception {
    ProjectName project = newProject();
    Commits.publish(first.revisions(), project, "file-mgr", Trees.of("a", "1"));
    WriteSession outrun = first.revisions().write(project, "first", Commits.LOCK_WAIT);
    outrun.commit(Commits.publish("file-mgr", Trees.of("a", "2")), CommitProgress.NONE);
    deleteLockNodes(project);
    second.revisions().write(project, "second", Commits.LOCK_WAIT).close();

    assertThatThrownBy(() -> outrun.pruneAndClose(1))
        .isInstanceOf(RefusedException.class)
        .hasMessage("another writer took over project " + project);
    assertThat(second.revisions().latestHead(project).orElseThrow().revision()).isEqualTo(2);
  }

  @Test
  void pruningIsFencedToo() throws Exception {
    ProjectName project = newProject();
    Commits.publish(first.revisions(), project, "file-mgr", Trees.of("a", "1"));
    Commits.publish(first.revisions(), project, "file-mgr", Trees.of("a", "2"));
    try (WriteSession outrun = first.revisions().write(project, "first", Commits.LOCK_WAIT)) {
      deleteLockNodes(project);
      second.revisions().write(project, "second", Commits.LOCK_WAIT).close();
      assertThatThrownBy(() -> outrun.prune(1)).isInstanceOf(RefusedException.class);
      assertThat(first.revisions().history(project, 10)).hasSize(2);
    }
  }

  @Test
  void theLeftoversOfADeadWriterDisturbNobodyAndAreSweptByTheNext() throws Exception {
    ProjectName project = newProject();
    Commits.publish(first.revisions(), project, "file-mgr", Trees.of("a", "1"));
    int clean = Sessions.znodesBelow(second, path(project, ""));
    WriteSession dying = first.revisions().write(project, "first", Commits.LOCK_WAIT);
    FileTree tree = dyingWhenMuchIsStored(project, manyFiles("y"));
    assertThat(failure(dying, tree)).isNotNull();
    assertThat(Sessions.znodesBelow(second, path(project, ""))).isGreaterThan(clean + 100);
    try (WriteSession next = second.revisions().write(project, "second", Commits.LOCK_WAIT)) {
      PruneResult swept = next.prune(10);
      assertThat(swept.abandonedAttempts()).isEqualTo(1);
      assertThat(swept.revisions()).isEmpty();
      assertThat(swept.znodesDeleted()).isGreaterThan(100);
    }
    assertThat(Sessions.znodesBelow(second, path(project, ""))).isEqualTo(clean);
    dying.close();
  }

  @Test
  void aWriterNeverSweepsItsOwnAttempt() throws Exception {
    ProjectName project = newProject();
    try (WriteSession session = first.revisions().write(project, "first", Commits.LOCK_WAIT)) {
      FileTree failing =
          new HookedTree(
              manyFiles("v"),
              299,
              () -> {
                throw new UncheckedIOException(new IOException("a full disk"));
              });
      assertThatThrownBy(
              () -> session.commit(Commits.publish("file-mgr", failing), CommitProgress.NONE))
          .hasRootCauseMessage("a full disk");
      assertThat(session.prune(1).abandonedAttempts()).isZero();
    }
    try (WriteSession next = second.revisions().write(project, "second", Commits.LOCK_WAIT)) {
      assertThat(next.prune(1).abandonedAttempts()).isEqualTo(1);
    }
  }

  @Test
  void theManifestOfAnAbandonedAttemptOfTheSameNumberIsRefusedByItsDigest() throws Exception {
    ProjectName project = newProject();
    WriteSession dying = first.revisions().write(project, "first", Commits.LOCK_WAIT);
    FileTree tree = dyingWhenMuchIsStored(project, manyFiles("z"));
    assertThat(failure(dying, tree)).isNotNull();
    String abandoned = zk().getChildren(path(project, "/revisions"), false).get(0);
    Commits.publish(second.revisions(), project, "file-mgr", Trees.of("a", "live"));
    ComponentHead live =
        second.revisions().head(project).orElseThrow().component(FILE_MGR).orElseThrow();
    assertThat(abandoned.substring(0, 10)).isEqualTo(live.location().substring(10, 20));
    ComponentHead asALaggingServerShowsIt =
        new ComponentHead(live.digest(), "revisions/" + abandoned + "/components/file-mgr");
    assertThatThrownBy(() -> second.revisions().open(project, asALaggingServerShowsIt))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining(abandoned);
    dying.close();
  }

  @Test
  void prunedRevisionsGiveBackEveryZnodeThatNothingRefersTo() throws Exception {
    ProjectName project = newProject();
    Commits.publish(first.revisions(), project, "file-mgr", Trees.of("a", "1"));
    int one = Sessions.znodesBelow(second, path(project, ""));
    for (int i = 2; i <= 5; i++) {
      Commits.publish(first.revisions(), project, "file-mgr", Trees.of("a", "" + i));
    }
    try (WriteSession session = first.revisions().write(project, "first", Commits.LOCK_WAIT)) {
      session.prune(1);
    }
    assertThat(Sessions.znodesBelow(second, path(project, ""))).isEqualTo(one);
    Commits.make(first.revisions(), project, Commits.clear());
    try (WriteSession session = first.revisions().write(project, "first", Commits.LOCK_WAIT)) {
      session.prune(1);
    }
    assertThat(second.revisions().bytesHeld(project)).isZero();
    assertThat(zk().getChildren(path(project, "/revisions"), false)).hasSize(1);
  }

  @Test
  void firstPublishersAtTheSameTimeAgreeOnOneProject() throws Exception {
    ProjectName project = newProject();
    List<ZooKeeperStore> stores = List.of(first, second);
    Concurrently.run(
        8,
        i ->
            Commits.publish(
                stores.get(i % 2).revisions(), project, "file-mgr", Trees.of("a", "" + i)));
    assertThat(first.revisions().head(project).orElseThrow().revision()).isEqualTo(8);
    assertThat(first.revisions().history(project, 20)).hasSize(8);
  }
}
