package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.instance.Registration;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.MemorySlot;
import dev.orch.testing.Signals;
import dev.orch.testing.TcpProxy;
import dev.orch.testing.ZooKeeperServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An instance stays registered, whatever happens to its connection. */
class RegistrationRecoveryTest {
  private static final ProjectName WEATHER = new ProjectName("weather");
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");
  private static final InstanceId NODE1 = new InstanceId("node1");

  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final TcpProxy proxy = TcpProxy.to(server.port());
  private final ZooKeeperStore direct =
      ZooKeeperStore.open(StoreSettings.of(server.connectString()));
  private final ZooKeeperStore agent = ZooKeeperStore.open(StoreSettings.of(proxy.connectString()));
  private final MemorySlot slot = new MemorySlot();
  private final Signals retries = new Signals();

  @AfterEach
  void close() {
    agent.close();
    direct.close();
    proxy.close();
    server.close();
  }

  private static InstanceReport report(long revision) {
    return new InstanceReport(
        "host1",
        1,
        "/opt",
        InstanceState.APPLIED,
        revision,
        null,
        revision,
        List.of(),
        null,
        Instant.EPOCH);
  }

  private Registration register(ZooKeeperStore store) throws InterruptedException {
    return store.instances().register(WEATHER, FILE_MGR, NODE1, report(1), slot, retries);
  }

  private boolean isLive(long revision) throws InterruptedException {
    List<InstanceStatus> instances = direct.instances().instances(WEATHER);
    return instances.size() == 1
        && instances.get(0).live()
        && instances.get(0).report().appliedRevision() == revision;
  }

  @Test
  void anInstanceThatStartedWhileNobodyWasThereRegistersLater() throws Exception {
    proxy.refuse();
    try (Registration registration = register(agent)) {
      registration.report(report(2));
      assertThat(direct.instances().instances(WEATHER)).isEmpty();
      proxy.heal();
      Await.until("it is live", () -> isLive(2));
    }
  }

  @Test
  void anInstanceIsLiveAgainAfterItsSessionWasLost() throws Exception {
    agent.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    try (Registration registration = register(agent)) {
      Await.until("it is live", () -> isLive(1));
      String before = slot.load().orElseThrow();
      Sessions.expire(agent, direct);
      Await.until("it is live again", () -> isLive(1));
      assertThat(slot.load()).isNotEmpty().isNotEqualTo(Optional.of(before));
      registration.report(report(2));
      Await.until("it reports again", () -> isLive(2));
    }
  }

  @Test
  void theNewestReportIsSentWhenTheStoreIsBack() throws Exception {
    agent.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    try (Registration registration = register(agent)) {
      proxy.refuse();
      for (int i = 2; i <= 50; i++) {
        registration.report(report(i));
      }
      proxy.heal();
      Await.until("the newest report", () -> isLive(50));
    }
  }

  @Test
  void retriesAndForgettingWorkAcrossARestartOfTheServer() throws Exception {
    agent.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    try (Registration registration = register(agent)) {
      assertThat(registration).isNotNull();
      server.restart();
      direct.instances().requestRetry(WEATHER, FILE_MGR, NODE1);
      retries.awaitMoreThan(0);
      Await.until("it is live", () -> isLive(1));
    }
    direct.instances().forget(WEATHER, FILE_MGR, NODE1);
    assertThat(direct.instances().instances(WEATHER)).isEmpty();
  }

  @Test
  void anInstanceThatWasForgottenWhileAwayComesBack() throws Exception {
    agent.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    try (Registration registration = register(agent)) {
      assertThat(registration).isNotNull();
      proxy.refuse();
      direct
          .connection()
          .handle()
          .delete("/orch/projects/weather/components/file-mgr/instances/node1/live", -1);
      direct.instances().forget(WEATHER, FILE_MGR, NODE1);
      proxy.heal();
      Await.until("it is back", () -> isLive(1));
    }
  }

  @Test
  void aKilledAgentIsSucceededAtOnceThoughItsSessionLivesOn() throws Exception {
    agent.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    Registration killed = register(agent);
    assertThat(agent.connection().handle().getSessionTimeout()).isEqualTo(30_000);
    Await.until("it is live", () -> isLive(1));
    // As after kill -9: the session stays for another 30 s.
    proxy.refuse();
    long start = System.nanoTime();
    try (ZooKeeperStore restarted = ZooKeeperStore.open(StoreSettings.of(server.connectString()))) {
      restarted.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
      try (Registration next = register(restarted)) {
        next.report(report(9));
        Await.until("the next one reports", () -> isLive(9));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      }
    }
    killed.close();
  }

  @Test
  void aMalformedReportDoesNotHideTheOtherInstances() throws Exception {
    agent.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    try (Registration registration = register(agent);
        Registration other =
            agent
                .instances()
                .register(
                    WEATHER,
                    FILE_MGR,
                    new InstanceId("node2"),
                    report(3),
                    new MemorySlot(),
                    () -> {})) {
      assertThat(registration).isNotSameAs(other);
      direct
          .connection()
          .handle()
          .setData(
              "/orch/projects/weather/components/file-mgr/instances/node1", new byte[] {1}, -1);
      List<InstanceStatus> instances = direct.instances().instances(WEATHER);
      assertThat(instances).hasSize(2);
      assertThat(instances.get(0).report().state()).isEqualTo(InstanceState.HELD);
      assertThat(instances.get(0).report().error().orElseThrow()).contains("instances/node1: ");
      assertThat(instances.get(1).report()).isEqualTo(report(3));
    }
  }
}
