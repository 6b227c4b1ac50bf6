package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ProjectName;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import dev.orch.testing.ZooKeeperWire.Fate;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A commit that is still under way when its writer has asked what became of it, and was told. The
 * wire delivers it on the writer's new connection: there the server can tell it from a request in
 * time by nothing but what the protocol itself checks.
 */
class LateCommitTest {
  private static final ProjectName PROJECT = new ProjectName("weather");

  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final ZooKeeperWire wire = ZooKeeperWire.to(server.port());
  private final ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(wire.connectString()));

  @BeforeEach
  void connect() throws InterruptedException {
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    Commits.publish(store.revisions(), PROJECT, "file-mgr", Trees.of("a", "1"));
  }

  @AfterEach
  void close() {
    store.close();
    wire.close();
    server.close();
  }

  /**
   * The first transaction of a commit writes what the second makes live.
   *
   * @param asked what is done when its writer begins to ask what became of it
   */
  private void delayTheCommit(Runnable asked) {
    AtomicInteger transactions = new AtomicInteger();
    wire.follow(
        request -> {
          boolean isTransaction = request.operation().equals("multi");
          int number = isTransaction ? transactions.incrementAndGet() : 0;
          if (number == 3) {
            asked.run();
          }
          return number == 2 ? Fate.IS_LATE : Fate.PASSES;
        });
  }

  /** Not by way of the wire. */
  private ZooKeeperStore direct() throws InterruptedException {
    ZooKeeperStore other = ZooKeeperStore.open(StoreSettings.of(server.connectString()));
    other.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    return other;
  }

  private long liveRevision() throws InterruptedException {
    return store.revisions().latestHead(PROJECT).map(Head::revision).orElse(0L);
  }

  @Test
  void aCommitThatArrivesAfterTheVerdictChangesNothing() throws Exception {
    try (ZooKeeperStore other = direct()) {
      WriteSession session = store.revisions().write(PROJECT, "first", Commits.LOCK_WAIT);
      // With its session it loses its turn, and cannot commit once more.
      delayTheCommit(() -> Sessions.endQuietly(store, other));
      assertThatThrownBy(
              () ->
                  session.commit(
                      Commits.publish("file-mgr", Trees.of("a", "2")), CommitProgress.NONE))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("nothing is live");

      wire.deliverLate();

      assertThat(liveRevision()).isEqualTo(1);
      assertThat(store.revisions().history(PROJECT, 10))
          .extracting(RevisionInfo::number)
          .containsExactly(1L);
      session.close();
    }
  }

  @Test
  void aCommitThatArrivesAfterItWasSentAgainChangesNothing() throws Exception {
    try (WriteSession session = store.revisions().write(PROJECT, "first", Commits.LOCK_WAIT)) {
      delayTheCommit(() -> {});
      RevisionInfo made =
          session.commit(Commits.publish("file-mgr", Trees.of("a", "2")), CommitProgress.NONE);
      Head live = store.revisions().latestHead(PROJECT).orElseThrow();

      wire.deliverLate();

      assertThat(store.revisions().latestHead(PROJECT)).contains(live);
      assertThat(store.revisions().history(PROJECT, 10))
          .extracting(RevisionInfo::number)
          .containsExactly(made.number(), 1L);
      assertThat(session.prune(1).revisions()).containsExactly(1L);
    }
  }

  /** The commit is sent right behind it, and goes down with the same connection. */
  @ParameterizedTest
  @EnumSource(names = {"IS_LOST", "REPLY_IS_LOST"})
  void aCommitThatIsLostWithWhatItWasSentBehindIsMadeOnceMore(Fate fate) throws Exception {
    AtomicInteger transactions = new AtomicInteger();
    try (WriteSession session = store.revisions().write(PROJECT, "first", Commits.LOCK_WAIT)) {
      wire.follow(
          request ->
              request.operation().equals("multi") && transactions.incrementAndGet() == 1
                  ? fate
                  : Fate.PASSES);
      session.commit(Commits.publish("file-mgr", Trees.of("a", "2")), CommitProgress.NONE);
    }
    assertThat(liveRevision()).isEqualTo(2);
    new ProjectAudit(store, PROJECT).requireNothingLeftBehind();
  }

  /** The node of its attempt tells, which another writer has not taken away. */
  @Test
  void whoeverLostItsTurnWithTheCommitKnowsThatNothingIsLive() throws Exception {
    try (ZooKeeperStore other = direct()) {
      WriteSession session = store.revisions().write(PROJECT, "first", Commits.LOCK_WAIT);
      AtomicInteger transactions = new AtomicInteger();
      wire.follow(
          request -> {
            boolean isFirst =
                request.operation().equals("multi") && transactions.incrementAndGet() == 1;
            if (isFirst) {
              Sessions.endQuietly(store, other);
            }
            return isFirst ? Fate.IS_LOST : Fate.PASSES;
          });

      assertThatThrownBy(
              () ->
                  session.commit(
                      Commits.publish("file-mgr", Trees.of("a", "2")), CommitProgress.NONE))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("nothing is live");
      session.close();
      assertThat(liveRevision()).isEqualTo(1);
    }
  }
}
