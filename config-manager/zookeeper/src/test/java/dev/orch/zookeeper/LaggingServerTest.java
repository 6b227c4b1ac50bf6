package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ProjectName;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperEnsemble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three servers, of which the one that a client is with hears nothing from the leader. */
class LaggingServerTest {
  private static final ProjectName PROJECT = new ProjectName("weather");
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);

  @TempDir Path directory;
  private ZooKeeperEnsemble ensemble;
  private ZooKeeperStore current;
  private ZooKeeperStore lagging;
  private ZooKeeperStore bystander;
  private ZooKeeperStore impatient;

  @BeforeEach
  void start() throws InterruptedException {
    ensemble = ZooKeeperEnsemble.start(directory);
    current = open(ensemble.leader(), REQUEST_TIMEOUT);
    lagging = open(ensemble.follower(), REQUEST_TIMEOUT);
    bystander = open(ensemble.follower(), REQUEST_TIMEOUT);
    impatient = open(ensemble.follower(), Duration.ofSeconds(1));
    Commits.publish(current.revisions(), PROJECT, "file-mgr", Trees.of("a", "1"));
    assertThat(lagging.revisions().latestHead(PROJECT).map(Head::revision)).hasValue(1L);
    ensemble.lag();
    Commits.publish(current.revisions(), PROJECT, "file-mgr", Trees.of("a", "2"));
    assertThat(revision(current)).isEqualTo(2);
    assertThat(revision(lagging)).isEqualTo(1);
  }

  @AfterEach
  void close() {
    ensemble.catchUp();
    impatient.close();
    bystander.close();
    lagging.close();
    current.close();
    ensemble.close();
  }

  private static ZooKeeperStore open(String server, Duration requestTimeout)
      throws InterruptedException {
    ZooKeeperStore store =
        ZooKeeperStore.open(
            new StoreSettings(
                server, Duration.ofSeconds(20), Duration.ofSeconds(40), requestTimeout));
    store.awaitConnected(Duration.ofSeconds(20));
    return store;
  }

  private static long revision(ZooKeeperStore store) throws InterruptedException {
    return store.revisions().head(PROJECT).orElseThrow().revision();
  }

  @Test
  void theLatestHeadIsWaitedForAndNeverAnOldOne() throws Exception {
    whileServerCatchesUp(
        () -> lagging.revisions().latestHead(PROJECT).orElseThrow().revision(), 2L);
    assertThat(revision(lagging)).isEqualTo(2);
  }

  @Test
  void aWriterWritesUponTheNewestHeadOrGetsNoTurn() throws Exception {
    assertThatThrownBy(() -> impatient.revisions().write(PROJECT, "x", Duration.ZERO))
        .isInstanceOf(StoreUnavailableException.class);
    whileServerCatchesUp(
        () -> {
          try (WriteSession session = lagging.revisions().write(PROJECT, "y", Commits.LOCK_WAIT)) {
            return session.head().revision();
          }
        },
        2L);
  }

  /** Asks while the server lags, and expects this answer when it no longer does. */
  private <T> void whileServerCatchesUp(Callable<T> question, T answer) throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<T> asked = executor.submit(question);
      // By another session: a server answers the requests of one in their order, and what comes
      // after a sync waits for it.
      assertThat(revision(bystander)).isEqualTo(1);
      assertThat(asked.isDone()).isFalse();
      ensemble.catchUp();
      assertThat(asked.get(15, TimeUnit.SECONDS)).isEqualTo(answer);
    } finally {
      executor.shutdownNow();
    }
  }
}
