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
import dev.orch.testing.WireRequest;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What it asks a real ZooKeeper to come and to report, seen on the wire. */
class RegistrationCostTest {
  private static final ProjectName WEATHER = new ProjectName("weather");
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");
  private static final String NODE1 = "/orch/projects/weather/components/file-mgr/instances/node1";

  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final ZooKeeperWire wire = ZooKeeperWire.to(server.port());
  private final ZooKeeperStore direct =
      ZooKeeperStore.open(StoreSettings.of(server.connectString()));
  private final ZooKeeperStore agent = ZooKeeperStore.open(StoreSettings.of(wire.connectString()));
  private final Signals retries = new Signals();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void connect() throws InterruptedException {
    direct.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    agent.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    // The first of a component makes the znodes above.
    register(direct, "node0").close();
  }

  @AfterEach
  void close() {
    agent.close();
    direct.close();
    wire.close();
    server.close();
  }

  private Registration register(ZooKeeperStore store, String name) throws InterruptedException {
    return store
        .instances()
        .register(
            WEATHER,
            FILE_MGR,
            new InstanceId(name),
            report(InstanceState.STARTING, 0),
            new MemorySlot(),
            retries);
  }

  private static InstanceReport report(InstanceState state, long revision) {
    return report(state, revision, Instant.EPOCH);
  }

  private static InstanceReport report(InstanceState state, long revision, Instant reportedAt) {
    return new InstanceReport(
        "host1", 1, "/opt", state, revision, null, revision, List.of(), null, reportedAt);
  }

  private void follow() {
    asked.clear();
    wire.follow(
        request -> {
          asked.add(name(request));
          return ZooKeeperWire.Fate.PASSES;
        });
  }

  private static String name(WireRequest request) {
    return request.path().startsWith(NODE1)
        ? request.operation() + request.path().substring(NODE1.length())
        : request.operation();
  }

  private InstanceStatus node1() throws InterruptedException {
    return direct.instances().instances(WEATHER).stream()
        .filter(status -> status.id().value().equals("node1"))
        .findFirst()
        .orElseThrow();
  }

  private void awaitReport(InstanceReport report) {
    Await.until("the report", () -> node1().report().equals(report));
  }

  @Test
  void toComeTakesTwoFlightsAndNoPassAfterThem() throws Exception {
    follow();
    try (Registration registration = register(agent, "node1")) {
      assertThat(node1().live()).isTrue();
      registration.report(report(InstanceState.APPLIED, 1));
      awaitReport(report(InstanceState.APPLIED, 1));
      assertThat(asked)
          .containsExactly(
              "exists/live", "exists/retry", "exists", "multi", "exists/live", "setData");
    }
  }

  @Test
  void aReportIsOneRequestAndOneThatFilesAreAboutToMoveWaitsForWhatComesOfIt() throws Exception {
    try (Registration registration = register(agent, "node1")) {
      follow();
      for (int i = 1; i <= 5; i++) {
        registration.report(report(InstanceState.APPLYING, i));
        registration.report(report(InstanceState.APPLIED, i));
        awaitReport(report(InstanceState.APPLIED, i));
      }
      assertThat(asked).containsExactly("setData", "setData", "setData", "setData", "setData");
    }
  }

  @Test
  void toLeaveTakesALookAndOneTransactionWithTheLastReport() throws Exception {
    Registration registration = register(agent, "node1");
    follow();
    // It waits for what comes of it, so that it is not told yet.
    registration.report(report(InstanceState.APPLYING, 1));
    registration.close();
    assertThat(asked).containsExactly("exists/live", "multi");
    assertThat(node1().live()).isFalse();
    assertThat(node1().report()).isEqualTo(report(InstanceState.APPLYING, 1));
  }

  @Test
  void theLastReportIsStoredAlsoWhenTheInstanceWasMadeNotLive() throws Exception {
    Registration registration = register(agent, "node1");
    wire.follow(
        request -> {
          if (request.operation().equals("multi")) {
            deleteLive();
          }
          return ZooKeeperWire.Fate.PASSES;
        });
    registration.report(report(InstanceState.APPLYING, 1));
    registration.close();
    assertThat(node1().report()).isEqualTo(report(InstanceState.APPLYING, 1));
  }

  private void deleteLive() {
    try {
      direct.connection().handle().delete(NODE1 + "/live", -1);
    } catch (KeeperException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void thatFilesAreAboutToMoveIsToldWhenItTakesLong() throws Exception {
    try (Registration registration = register(agent, "node1")) {
      registration.report(report(InstanceState.APPLYING, 1));
      awaitReport(report(InstanceState.APPLYING, 1));
    }
  }

  @Test
  void whatWasSaidAlreadyIsNotSaidAgain() throws Exception {
    try (Registration registration = register(agent, "node1")) {
      InstanceReport first = report(InstanceState.APPLIED, 1);
      registration.report(first);
      awaitReport(first);
      follow();
      registration.report(report(InstanceState.APPLIED, 1, Instant.EPOCH.plusSeconds(9)));
      registration.report(report(InstanceState.APPLIED, 2));
      awaitReport(report(InstanceState.APPLIED, 2));
      assertThat(asked).containsExactly("setData");
    }
  }

  @Test
  void whoIsMadeNotLiveOrAskedToRetryAfterManyReportsTakesNotice() throws Exception {
    try (Registration registration = register(agent, "node1")) {
      for (int i = 1; i <= 3; i++) {
        registration.report(report(InstanceState.APPLIED, i));
        awaitReport(report(InstanceState.APPLIED, i));
      }
      for (int i = 0; i < 2; i++) {
        direct.connection().handle().delete(NODE1 + "/live", -1);
        Await.until("it is live again", () -> node1().live());
        int before = retries.count();
        direct.instances().requestRetry(WEATHER, FILE_MGR, new InstanceId("node1"));
        retries.awaitMoreThan(before);
      }
    }
  }

  @Test
  void aReportOfAnInstanceThatWasForgottenMakesItKnownAgain() throws Exception {
    try (Registration registration = register(agent, "node1")) {
      direct.connection().handle().delete(NODE1 + "/live", -1);
      direct.connection().handle().delete(NODE1, -1);
      registration.report(report(InstanceState.APPLIED, 1));
      Await.until(
          "it is live with its report",
          () ->
              direct.instances().instances(WEATHER).stream()
                  .anyMatch(
                      status ->
                          status.live()
                              && status.report().equals(report(InstanceState.APPLIED, 1))));
    }
  }
}
