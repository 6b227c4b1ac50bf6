package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ProjectName;
import dev.orch.model.revision.PruneResult;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What a writer knows of revisions without reading them, and when it reads them all the same. */
class RevisionIndexTest {
  private static ZooKeeperServer server;

  private ZooKeeperWire wire;
  private ZooKeeperStore store;
  private ProjectName project;
  private String revisions;

  /** The revisions whose own znodes were read. */
  private final List<String> described = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() {
    server = ZooKeeperServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open(TestInfo test) throws InterruptedException {
    wire = ZooKeeperWire.to(server.port());
    store = ZooKeeperStore.open(StoreSettings.of(wire.connectString()));
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    project = new ProjectName("p" + test.getTestMethod().orElseThrow().getName().hashCode());
    revisions = "/orch/projects/" + project + "/revisions";
    for (int i = 1; i <= 3; i++) {
      Commits.publish(store.revisions(), project, "file-mgr", Trees.of("a", "" + i, "b", "of all"));
    }
    wire.follow(
        request -> {
          if (request.operation().equals("getData")
              && request.path().startsWith(revisions + '/')
              && request.path().indexOf('/', revisions.length() + 1) < 0) {
            described.add(request.path());
          }
          return ZooKeeperWire.Fate.PASSES;
        });
  }

  @AfterEach
  void close() {
    store.close();
    wire.close();
  }

  private PruneResult prune(int keep) throws InterruptedException {
    try (WriteSession session = store.revisions().write(project, "test", Commits.LOCK_WAIT)) {
      return session.prune(keep);
    }
  }

  private ZooKeeper zk() {
    return store.connection().handle();
  }

  @Test
  void nothingIsReadOfRevisionsThatTheTurnBeforeKnew() throws Exception {
    prune(3);
    described.clear();

    assertThat(prune(3).revisions()).isEmpty();

    assertThat(described).isEmpty();
  }

  @Test
  void onlyTheOldestThatStaysIsReadWhenOneGoes() throws Exception {
    prune(3);
    described.clear();

    PruneResult pruned = prune(2);

    assertThat(pruned.revisions()).containsExactly(1L);
    assertThat(pruned.bytesHeld()).isEqualTo(store.revisions().bytesHeld(project));
    assertThat(described.subList(0, 1)).singleElement().asString().contains("0000000002-");
  }

  @Test
  void whatIsLeftOfARevisionIsKnownToTheNext() throws Exception {
    prune(1);
    described.clear();
    Commits.publish(store.revisions(), project, "file-mgr", Trees.of("b", "nobody's now"));

    // Revision 1 held the bytes that 3 referred to, and nothing else does any more.
    assertThat(prune(1).revisions()).containsExactly(3L);

    new ProjectAudit(store, project).requireNothingLeftBehind();
    assertThat(described).noneMatch(path -> path.contains("/0000000001-"));
  }

  @Test
  void anIndexIsNotBelievedAfterATurnThatLeftNone() throws Exception {
    prune(3);
    zk().setData("/orch/projects/" + project + "/writer", new byte[] {'{', '}'}, -1);
    described.clear();

    prune(3);

    assertThat(described).hasSize(3);
  }

  @Test
  void anIndexThatNamesOtherRevisionsIsNotBelieved() throws Exception {
    prune(3);
    zk().create(
            revisions + "/0000000004-00112233aabb",
            "{\"format\":1,\"state\":\"writing\"}".getBytes(StandardCharsets.UTF_8),
            new ArrayList<>(Ids.OPEN_ACL_UNSAFE),
            CreateMode.PERSISTENT);
    described.clear();

    assertThat(prune(3).abandonedAttempts()).isEqualTo(1);

    assertThat(described).hasSize(4);
  }

  @Test
  void anIndexThatCannotBeReadIsAsGoodAsNone() throws Exception {
    prune(3);
    zk().setData(revisions, "rubbish".getBytes(StandardCharsets.UTF_8), -1);
    described.clear();

    assertThat(prune(2).revisions()).containsExactly(1L);

    assertThat(described).hasSizeGreaterThanOrEqualTo(3);
  }
}
