package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ProjectName;
import dev.orch.model.event.Event;
import dev.orch.model.event.EventKind;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import dev.orch.testing.ZooKeeperWire.Fate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events whose way is lost. */
class LostEventTest {
  private static final ProjectName PROJECT = new ProjectName("weather");

  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final ZooKeeperWire wire = ZooKeeperWire.to(server.port());
  private final ZooKeeperStore direct =
      ZooKeeperStore.open(StoreSettings.of(server.connectString()));
  private final ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(wire.connectString()));

  @AfterEach
  void close() {
    store.close();
    direct.close();
    wire.close();
    server.close();
  }

  private static Event event(long revision) {
    return Event.ofProject(EventKind.PUBLISHED, revision, "alice@build7", null);
  }

  private List<Long> revisions() throws InterruptedException {
    return direct.events().after(PROJECT, 0, 100).stream()
        .map(it -> it.event().revision())
        .toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fate.class,
      names = {"IS_LOST", "REPLY_IS_LOST"})
  void anEventIsRecordedOnceThoughItsRequestOrReplyIsLost(Fate fate) throws Exception {
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    Commits.publish(direct.revisions(), PROJECT, "c", Trees.of("a", "1"));
    store.events().append(PROJECT, event(1));
    Await.until("the first", () -> revisions().equals(List.of(1L)));
    AtomicInteger created = new AtomicInteger();
    wire.follow(
        request ->
            request.path().contains("/events/") && created.incrementAndGet() == 1
                ? fate
                : Fate.PASSES);
    store.events().append(PROJECT, event(2));
    store.events().append(PROJECT, event(3));
    Await.until("all", () -> revisions().contains(3L));
    assertThat(revisions()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void whatHappensWhileTheServerIsAwayIsRecordedLaterAndBounded() throws Exception {
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    Commits.publish(direct.revisions(), PROJECT, "c", Trees.of("a", "1"));
    server.stop();
    for (int i = 1; i <= 250; i++) {
      store.events().append(PROJECT, event(i));
    }
    server.restart();
    direct.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    Await.until(
        "the newest",
        () ->
            direct.events().after(PROJECT, 0, 1).stream()
                .anyMatch(it -> it.event().revision() == 250));
    assertThat(direct.events().after(PROJECT, 0, 1_000)).hasSizeBetween(199, 201);
  }

  @Test
  void theLastEventIsRecordedBeforeTheStoreIsClosed() throws Exception {
    Commits.publish(direct.revisions(), PROJECT, "c", Trees.of("a", "1"));
    try (ZooKeeperStore brief = ZooKeeperStore.open(StoreSettings.of(server.connectString()))) {
      brief.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
      brief.events().append(PROJECT, event(1));
      brief.events().append(PROJECT, event(2));
    }
    assertThat(revisions()).containsExactly(1L, 2L);
  }
}
