package dev.orch.metrics.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.metrics.Exposition;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.Registration;
import dev.orch.model.rollout.ComponentRollouts;
import dev.orch.model.rollout.RolloutResult;
import dev.orch.model.rollout.StoredRollout;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.Commits;
import dev.orch.testing.Concurrently;
import dev.orch.testing.MemorySlot;
import dev.orch.testing.TcpProxy;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import dev.orch.zookeeper.ZooKeeperStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rollouts, requests, and servers that do not answer. */
class StoreExporterOnZooKeeperTest {
  private static final ProjectName WEATHER = new ProjectName("weather");
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");
  private static final Duration NO_CACHE = Duration.ZERO;
  private static final Duration PATIENT = Duration.ofSeconds(60);

  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final ZooKeeperStore store = open(server.connectString());

  private static ZooKeeperStore open(String connect) {
    return ZooKeeperStore.open(StoreSettings.of(connect));
  }

  private static void connect(ZooKeeperStore opened) throws InterruptedException {
    opened.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
  }

  @BeforeEach
  void connect() throws InterruptedException {
    connect(store);
  }

  @AfterEach
  void close() {
    store.close();
    server.close();
  }

  private static StoreExporter exporter(ZooKeeperStore from, Duration cache, Duration limit) {
    return new StoreExporter(
        from, null, new StoreExporter.Times(cache, limit), Clock.systemUTC(), System::nanoTime);
  }

  private static FileTree tree(String content, String canary) {
    return Trees.builder().file("a", content).spec(Map.of("rollout.canary", canary)).build();
  }

  private void publish(FileTree tree) throws InterruptedException {
    Commits.publish(store.revisions(), WEATHER, "file-mgr", tree);
  }

  private static InstanceReport report(long revision, FileTree tree) {
    return new InstanceReport(
        "host",
        1,
        "/home",
        InstanceState.APPLIED,
        revision,
        tree.manifest().digest(),
        revision,
        List.of(),
        null,
        Instant.EPOCH);
  }

  private Registration register(String id, FileTree tree) throws InterruptedException {
    return store
        .instances()
        .register(
            WEATHER, FILE_MGR, new InstanceId(id), report(1, tree), new MemorySlot(), () -> {});
  }

  private static double wanted(StoreExporter exporter, String id) throws InterruptedException {
    return Exposition.parse(exporter.text()).value("orch_instance_wanted_revision", "instance", id);
  }

  private static double behind(StoreExporter exporter, String id) throws InterruptedException {
    return Exposition.parse(exporter.text()).value("orch_instance_behind_seconds", "instance", id);
  }

  @Test
  void whoWaitsForItsTurnInARolloutIsNotBehindWhoHasItOrFailedIs() throws Exception {
    FileTree one = tree("one", "1");
    FileTree two = tree("two", "1");
    publish(one);
    register("a", one);
    register("b", one);
    try (StoreExporter exporter = exporter(store, NO_CACHE, PATIENT)) {
      assertThat(behind(exporter, "a")).isZero();
      publish(two);
      Exposition begun = Exposition.parse(exporter.text());
      assertThat(begun.value("orch_rollout_phase", "phase", "canary")).isEqualTo(1);
      assertThat(begun.value("orch_rollout_phase", "phase", "complete")).isZero();
      assertThat(begun.value("orch_rollout_revision")).isEqualTo(2);
      assertThat(begun.value("orch_rollout_paused")).isZero();
      assertThat(wanted(exporter, "a")).as("no lease yet").isEqualTo(1);
      assertThat(wanted(exporter, "b")).isEqualTo(1);

      ComponentRollouts rollouts = store.rollouts().of(WEATHER, FILE_MGR);
      StoredRollout stored = rollouts.current().orElseThrow();
      InstanceId a = new InstanceId("a");
      var lease = rollouts.take(a, stored, () -> {}).orElseThrow();
      assertThat(wanted(exporter, "a")).isEqualTo(2);
      assertThat(behind(exporter, "a")).isPositive();
      assertThat(wanted(exporter, "b")).isEqualTo(1);
      assertThat(behind(exporter, "b")).isZero();

      rollouts.end(a, lease, stored.rollout().plan().id(), new RolloutResult.Failed("no"));
      assertThat(wanted(exporter, "a")).as("failed at it").isEqualTo(2);
      assertThat(behind(exporter, "a")).isPositive();
      assertThat(behind(exporter, "b")).isZero();
    }
  }

  @Test
  void aReadAsksNoMoreThanItMust() throws Exception {
    FileTree one = tree("one", "0");
    publish(one);
    int instances = 20;
    for (int i = 0; i < instances; i++) {
      register("fm-" + i, one);
    }
    try (ZooKeeperWire wire = ZooKeeperWire.to(server.port());
        ZooKeeperStore counted = open(wire.connectString());
        StoreExporter exporter = exporter(counted, NO_CACHE, PATIENT)) {
      connect(counted);
      exporter.text();
      AtomicInteger requests = new AtomicInteger();
      wire.follow(
          request -> {
            requests.set(request.number());
            return ZooKeeperWire.Fate.PASSES;
          });
      assertThat(Exposition.parse(exporter.text()).values("orch_instance_live")).hasSize(instances);
      // Projects, head, components, instances; of each instance its report and whether it is live.
      assertThat(requests).hasValueLessThanOrEqualTo(4 + 2 * instances);
    }
  }

  @Test
  void whoeverAsksDuringAReadSharesIt() throws Exception {
    publish(tree("one", "0"));
    try (TcpProxy proxy = TcpProxy.to(server.port());
        ZooKeeperStore slow = open(proxy.connectString());
        StoreExporter exporter = exporter(slow, PATIENT, PATIENT)) {
      connect(slow);
      proxy.holdReplies();
      AtomicInteger begun = new AtomicInteger();
      int threads = 4;
      Concurrently.run(
          threads,
          index -> {
            if (begun.incrementAndGet() == threads) {
              proxy.heal();
            }
            assertThat(Exposition.parse(exporter.text()).value("orch_store_up")).isEqualTo(1);
          });
      assertThat(
              Exposition.parse(exporter.text())
                  .value("orch_exporter_reads_total", "result", "done"))
          .isEqualTo(1);
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsToldAsSuchInTime() throws Exception {
    publish(tree("one", "0"));
    try (TcpProxy proxy = TcpProxy.to(server.port());
        ZooKeeperStore slow = open(proxy.connectString());
        StoreExporter exporter = exporter(slow, NO_CACHE, Duration.ofMillis(300))) {
      connect(slow);
      proxy.holdReplies();
      long start = System.nanoTime();
      Exposition told = Exposition.parse(exporter.text());
      assertThat(told.value("orch_store_up")).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("not when requests are given up")
          .isLessThan(StoreSettings.DEFAULT_REQUEST_TIMEOUT.dividedBy(2));
      assertThat(told.values("orch_project_up")).isEmpty();
      proxy.heal();
      Await.until(
          "it answers again", () -> Exposition.parse(exporter.text()).value("orch_store_up") == 1);
    }
  }
}
