package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Commits;
import dev.orch.testing.SettableClock;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A publisher's clock is shown to people, and decides nothing. */
class ClockJumpTest {
  private static final ProjectName PROJECT = new ProjectName("weather");
  private static final Period YEAR = Period.ofYears(1);
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant YEAR_BEFORE = Instant.parse("2025-06-01T00:00:00Z");
  private static final Instant YEAR_AFTER = Instant.parse("2027-06-01T00:00:00Z");

  private final SettableClock clock = new SettableClock(START);
  private ZooKeeperServer server;
  private ZooKeeperStore store;

  @BeforeEach
  void open() throws InterruptedException {
    server = ZooKeeperServer.start();
    store =
        ZooKeeperStore.open(StoreSettings.of(server.connectString()), clock, new SecureRandom());
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
  }

  @AfterEach
  void close() {
    store.close();
    server.close();
  }

  private void publish(String content) throws InterruptedException {
    Commits.publish(store.revisions(), PROJECT, "file-mgr", Trees.of("a", content));
  }

  @Test
  void revisionsAreOrderedAndPrunedByTheirNumbersWhateverTheClockSays() throws Exception {
    publish("first");
    clock.jump(YEAR);
    publish("second");
    clock.jump(YEAR.multipliedBy(-2));
    publish("third");

    List<RevisionInfo> history = store.revisions().history(PROJECT, 10);
    assertThat(history).extracting(RevisionInfo::number).containsExactly(3L, 2L, 1L);
    assertThat(history)
        .extracting(RevisionInfo::publishedAt)
        .containsExactly(YEAR_BEFORE, YEAR_AFTER, START);
    try (WriteSession session = store.revisions().write(PROJECT, "test", Commits.LOCK_WAIT)) {
      assertThat(session.prune(1).revisions()).containsExactlyInAnyOrder(1L, 2L);
    }
    assertThat(store.revisions().head(PROJECT).orElseThrow().revision()).isEqualTo(3);
  }

  @Test
  void aLockIsNotLostAndNotTakenForAJumpWhileItIsHeld() throws Exception {
    publish("first");
    for (Period jump : List.of(YEAR, YEAR.multipliedBy(-2))) {
      try (ZooKeeperStore other = ZooKeeperStore.open(StoreSettings.of(server.connectString()));
          WriteSession session =
              store.revisions().write(PROJECT, "alice@host1", Commits.LOCK_WAIT)) {
        other.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
        Instant since = clock.instant();
        clock.jump(jump);

        assertThatThrownBy(
                () -> other.revisions().write(PROJECT, "bob@host2", Duration.ofMillis(300)))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("alice@host1")
            .hasMessageContaining(since.toString());
        long before = session.head().revision();
        assertThat(
                session
                    .commit(
                        Commits.publish("file-mgr", Trees.of("a", "after " + jump)),
                        CommitProgress.NONE)
                    .number())
            .isEqualTo(before + 1);
      }
    }
  }
}
