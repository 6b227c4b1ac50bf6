package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ProjectName;
import dev.orch.model.event.Event;
import dev.orch.model.event.EventKind;
import dev.orch.model.event.RecordedEvent;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import dev.orch.testing.ZooKeeperWire.Fate;
import dev.orch.zookeeper.codec.EventDocument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who takes old events away, and which. */
class EventPruningTest {
  private static final ProjectName PROJECT = new ProjectName("weather");
  private static final String EVENTS = "/orch/projects/weather/events";

  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final ZooKeeperWire wire = ZooKeeperWire.to(server.port());
  private final ZooKeeperStore direct =
      ZooKeeperStore.open(StoreSettings.of(server.connectString()));
  private final ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(wire.connectString()));
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private int recorded;

  @BeforeEach
  void create() throws Exception {
    direct.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    Commits.publish(direct.revisions(), PROJECT, "c", Trees.of("a", "1"));
    ZooKeeper zk = direct.connection().handle();
    zk.create(EVENTS, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
  }

  @AfterEach
  void close() {
    store.close();
    direct.close();
    wire.close();
    server.close();
  }

  private static Event event(long number) {
    return Event.ofProject(EventKind.PUBLISHED, number, "alice@build7", null);
  }

  /** By others, who take nothing away, until there have been so many. */
  private void othersRecordUntil(int number) throws InterruptedException {
    ZooKeeper zk = direct.connection().handle();
    CountDownLatch open = new CountDownLatch(number - recorded);
    for (int i = recorded + 1; i <= number; i++) {
      zk.create(
          String.format("%s/%016x-", EVENTS, i),
          EventDocument.write(event(i)),
          Ids.OPEN_ACL_UNSAFE,
          CreateMode.PERSISTENT_SEQUENTIAL,
          (rc, path, context, name) -> open.countDown(),
          null);
    }
    assertThat(open.await(60, TimeUnit.SECONDS)).isTrue();
    recorded = number;
  }

  /** As the next, by an agent whose requests are followed. */
  private void record(Fate ofTransactions) {
    recorded++;
    asked.clear();
    wire.follow(
        request -> {
          asked.add(request.operation());
          return request.operation().equals("multi") ? ofTransactions : Fate.PASSES;
        });
    store.events().append(PROJECT, event(recorded));
  }

  private List<Long> numbers() throws InterruptedException {
    return direct.events().after(PROJECT, 0, 10_000).stream().map(RecordedEvent::number).toList();
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void oneInFiftyTakesFiftyAwayThatNobodyElseDoesInOneRequest() throws Exception {
    othersRecordUntil(1_149);
    record(Fate.PASSES);
    List<Long> left = new ArrayList<>(range(1, 100));
    left.addAll(range(151, 1_150));
    Await.until("its share is gone", () -> numbers().equals(left));
    assertThat(asked).containsExactly("create", "getChildren", "multi");
  }

  @Test
  void whatNobodyTookAwayInItsTurnIsSweptLater() throws Exception {
    othersRecordUntil(1_049);
    record(Fate.IS_LOST);
    Await.until("the request is lost", () -> asked.contains("multi"));
    othersRecordUntil(1_999);
    assertThat(numbers()).startsWith(1L, 2L);
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    record(Fate.PASSES);
    List<Long> left = new ArrayList<>(range(501, 950));
    left.addAll(range(1_001, 2_000));
    Await.until("what is long over is gone", () -> numbers().equals(left));
  }
}
