package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.testing.WireRequest;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import dev.orch.testing.ZooKeeperWire.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Lock and turn are taken in one transaction, unless someone else comes in between. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TurnAtOnceTest {
  private static final Duration NO_WAIT = Duration.ZERO;

  /** So many are answered before a writer has its turn: three reads, the write, who asks, head. */
  private static final int REQUESTS = 6;

  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final ZooKeeperStore other =
      ZooKeeperStore.open(StoreSettings.of(server.connectString()));

  @BeforeAll
  void connect() throws InterruptedException {
    other.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
  }

  @AfterAll
  void close() {
    other.close();
    server.close();
  }

  private ProjectName project(String name) throws Exception {
    ProjectName project = new ProjectName(name);
    Commits.publish(other.revisions(), project, "file-mgr", Trees.of("a", "1"));
    return project;
  }

  private static ZooKeeperStore open(ZooKeeperWire wire) throws InterruptedException {
    ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(wire.connectString()));
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    return store;
  }

  /** Nothing if somebody else has the lock. */
  private static @Nullable WriteSession tryToWrite(ZooKeeperStore store, ProjectName project) {
    try {
      return store.revisions().write(project, "someone", NO_WAIT);
    } catch (RefusedException e) {
      return null;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long commit(WriteSession session, String content) throws Exception {
    return session
        .commit(Commits.publish("file-mgr", Trees.of("a", content)), CommitProgress.NONE)
        .number();
  }

  @Test
  void whoeverIsAloneWaitsForOneWrite() throws Exception {
    ProjectName project = project("alone");
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    try (ZooKeeperWire wire = ZooKeeperWire.to(server.port());
        ZooKeeperStore store = open(wire)) {
      wire.follow(
          request -> {
            asked.add(request.operation());
            return Fate.PASSES;
          });
      try (WriteSession session = store.revisions().write(project, "alone", Commits.LOCK_WAIT)) {
        assertThat(session.head().revision()).isEqualTo(1);
        assertThat(asked).filteredOn(name -> !isRead(name)).containsExactly("multi");
      }
    }
  }

  private static boolean isRead(String operation) {
    return operation.startsWith("get") || operation.startsWith("exists");
  }

  /**
   * Whoever comes in before any of the requests: either one has the turn, keeps it until its
   * commit, and the other one is told that it has to wait.
   */
  @Test
  void noTurnIsTakenFromOneWhoHoldsTheLock() throws Exception {
    for (int number = 1; number <= REQUESTS; number++) {
      ProjectName project = project("between-" + number);
      int at = number;
      AtomicReference<@Nullable WriteSession> came = new AtomicReference<>();
      AtomicReference<WireRequest> seen = new AtomicReference<>();
      try (ZooKeeperWire wire = ZooKeeperWire.to(server.port());
          ZooKeeperStore store = open(wire)) {
        wire.follow(
            request -> {
              if (request.number() == at) {
                seen.set(request);
                came.set(tryToWrite(other, project));
              }
              return Fate.PASSES;
            });
        try (WriteSession mine = tryToWrite(store, project);
            WriteSession theirs = came.get()) {
          assertThat(seen.get()).as("request %d", at).isNotNull();
          assertThat(mine == null ? 0 : 1)
              .as("mine, when someone came before %s", seen)
              .isEqualTo(theirs == null ? 1 : 0);
          WriteSession holder = mine == null ? theirs : mine;
          assertThat(holder).isNotNull();
          assertThat(commit(holder, "by the holder")).as("before %s", seen).isEqualTo(2);
        }
      }
    }
  }

  private String askForLock(ProjectName project) {
    try {
      return other
          .connection()
          .handle()
          .create(
              "/orch/projects/" + project + "/lock/writer-" + UUID.randomUUID() + '-',
              new byte[0],
              Ids.OPEN_ACL_UNSAFE,
              CreateMode.EPHEMERAL_SEQUENTIAL);
    } catch (KeeperException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A node in the queue whose owner is slow: it has the lock, and takes its turn later. */
  @Test
  void whoeverAskedFirstHasTheLockThoughItsTurnHasNotBegun() throws Exception {
    ProjectName project = project("slow");
    try (ZooKeeperWire wire = ZooKeeperWire.to(server.port());
        ZooKeeperStore store = open(wire)) {
      AtomicReference<String> node = new AtomicReference<>();
      wire.follow(
          request -> {
            if (request.operation().equals("multi") && node.get() == null) {
              node.set(askForLock(project));
            }
            return Fate.PASSES;
          });

      assertThat(tryToWrite(store, project)).isNull();

      other.connection().handle().delete(node.get(), -1);
      try (WriteSession mine = tryToWrite(store, project)) {
        assertThat(mine).isNotNull();
        assertThat(commit(mine, "2")).isEqualTo(2);
      }
    }
  }
}
