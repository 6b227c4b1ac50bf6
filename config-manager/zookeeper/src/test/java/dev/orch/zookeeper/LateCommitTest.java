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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

  /** Delays the first request after all files are stored, which is the commit. */
  private CommitProgress delayingTheCommit() {
    return (filesDone, filesTotal, bytesDone, bytesTotal) -> {
      if (filesDone == filesTotal) {
        wire.follow(request -> request.number() == 1 ? Fate.IS_LATE : Fate.PASSES);
      }
    };
  }

  private long liveRevision() throws InterruptedException {
    return store.revisions().latestHead(PROJECT).map(Head::revision).orElse(0L);
  }

  @Test
  void aCommitThatArrivesAfterTheVerdictChangesNothing() throws Exception {
    try (WriteSession session = store.revisions().write(PROJECT, "first", Commits.LOCK_WAIT)) {
      assertThatThrownBy(
              () ->
                  session.commit(
                      Commits.publish("file-mgr", Trees.of("a", "2")), delayingTheCommit()))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("nothing is live");

      wire.deliverLate();

      assertThat(liveRevision()).isEqualTo(1);
      assertThat(store.revisions().history(PROJECT, 10))
          .extracting(RevisionInfo::number)
          .containsExactly(1L);
    }
  }
}
