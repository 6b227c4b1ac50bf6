package dev.orch.robustness.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.StoreUnavailableException;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.store.StoreSettings;
import dev.orch.robustness.ensemble.Ensemble;
import dev.orch.robustness.ensemble.Member;
import dev.orch.testing.Await;
import dev.orch.zookeeper.ZooKeeperStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the servers, seen from a few agents and a publisher. */
@Tag("full")
final class EnsembleChaosTest {
  private static final int AGENTS = 5;
  private static final int FILES = 20;
  private static final Duration SESSION = Duration.ofSeconds(4);

  @TempDir private Path directory;
  private Ensemble ensemble;
  private ZooKeeperStore store;
  private Fleet fleet;

  @BeforeEach
  void start() throws Exception {
    ensemble = Ensemble.start(directory);
    store = ZooKeeperStore.open(StoreSettings.of(ensemble.connectString()));
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    fleet = new Fleet(directory.resolve("homes"), SESSION);
  }

  @AfterEach
  void stop() throws Exception {
    fleet.close();
    store.close();
    ensemble.close();
  }

  private void addAgents() throws Exception {
    for (int i = 0; i < AGENTS; i++) {
      fleet.add("node-" + i, ensemble.connectString());
    }
  }

  @Test
  void theLeaderIsKilledInAPublish() throws Exception {
    addAgents();
    Fleet.awaitApplied(store, Fleet.publish(store, "first", FILES), AGENTS);
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<String> end = new CompletableFuture<>();
    Thread publisher = new Thread(() -> end.complete(publishLarge(begun)), "chaos-publisher");
    publisher.start();
    begun.await();
    Member leader = ensemble.leader().orElseThrow();
    long killed = System.nanoTime();
    leader.kill();
    String told = end.get(Fleet.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    Seen.print("leader killed in a publish: the publish %s after %s", told, since(killed));
    leader.start();
    ensemble.awaitServing();
    long revision = Fleet.publish(store, "after", FILES);
    Fleet.awaitApplied(store, revision, AGENTS);
    assertThat(told).startsWith("was");
  }

  private String publishLarge(CountDownLatch begun) {
    begun.countDown();
    try {
      return "was committed as revision " + Fleet.publish(store, "x".repeat(4000), 2000);
    } catch (StoreUnavailableException e) {
      return "was told to be not live: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "was interrupted";
    }
  }

  @Test
  void serversAreRestartedOneByOneUnderLoad() throws Exception {
    addAgents();
    long revision = Fleet.publish(store, "0", FILES);
    Fleet.awaitApplied(store, revision, AGENTS);
    int publishes = 0;
    int refused = 0;
    for (Member member : ensemble.members()) {
      member.kill();
      for (int i = 0; i < 10; i++) {
        try {
          revision = Fleet.publish(store, member + " " + i, FILES);
          publishes++;
        } catch (StoreUnavailableException e) {
          refused++;
        }
      }
      member.start();
      ensemble.awaitServing();
    }
    Fleet.awaitApplied(store, revision, AGENTS);
    Seen.print(
        "restarted one by one: %d publishes, %d told to be not live; all %d agents at the last",
        publishes, refused, AGENTS);
    assertThat(publishes).isGreaterThan(0);
  }

  @Test
  void zooKeeperIsAwayForAMinuteInTheMiddleAndAtTheStart() throws Exception {
    addAgents();
    Fleet.awaitApplied(store, Fleet.publish(store, "first", FILES), AGENTS);
    int started = fleet.activations();
    for (Member member : ensemble.members()) {
      member.kill();
    }
    fleet.add("late", ensemble.connectString());
    // Nothing happens meanwhile, which is the point.
    assertThat(new CountDownLatch(1).await(60, TimeUnit.SECONDS)).isFalse();
    assertThat(fleet.activations()).isEqualTo(started);
    for (Member member : ensemble.members()) {
      member.start();
    }
    ensemble.awaitServing();
    long back = System.nanoTime();
    long live = store.revisions().latestHead(Fleet.PROJECT).orElseThrow().revision();
    Fleet.awaitApplied(store, live, AGENTS + 1);
    Seen.print("away for a minute: all connected and applied %s after it was back", since(back));
    assertThat(fleet.activations()).as("only the late one starts").isEqualTo(started + 1);
    long revision = Fleet.publish(store, "after", FILES);
    Fleet.awaitApplied(store, revision, AGENTS + 1);
  }

  @Test
  void oneAgentIsCutOffForLongerThanItsSession() throws Exception {
    fleet.add("near", ensemble.connectString());
    Member alone = ensemble.members().get(0);
    fleet.add("far", alone.link().connectString());
    ZooKeeperStore near = ZooKeeperStore.open(StoreSettings.of(others()));
    near.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    try (near) {
      Fleet.awaitApplied(near, Fleet.publish(near, "first", FILES), 2);
      int started = fleet.activations();
      alone.link().refuse();
      Await.until("it is seen as dead", Fleet.LIMIT, () -> liveOnes(near) == 1);
      long revision = Fleet.publish(near, "second", FILES);
      Fleet.awaitApplied(near, revision, 1);
      assertThat(fleet.activations()).isEqualTo(started + 1);
      alone.link().heal();
      long healed = System.nanoTime();
      Fleet.awaitApplied(near, revision, 2);
      Seen.print("cut off beyond its session: applied %s after the cut healed", since(healed));
      assertThat(fleet.activations()).isEqualTo(started + 2);
    }
  }

  private String others() {
    return ensemble.members().get(1).link().connectString()
        + ","
        + ensemble.members().get(2).link().connectString();
  }

  private static long liveOnes(ZooKeeperStore store) throws InterruptedException {
    return Fleet.statuses(store).stream().filter(InstanceStatus::live).count();
  }

  private static String since(long start) {
    return Seen.since(start);
  }
}
