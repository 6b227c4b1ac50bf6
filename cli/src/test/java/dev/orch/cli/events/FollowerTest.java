package dev.orch.cli.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.event.Event;
import dev.orch.model.event.EventKind;
import dev.orch.model.instance.Announcement;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.Registration;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.Commits;
import dev.orch.testing.MemorySlot;
import dev.orch.testing.Trees;
import dev.orch.testing.WireRequest;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What following costs, counted on the wire to a real server, with twenty instances. */
@Timeout(120)
final class FollowerTest {
  private static final ProjectName PROJECT = new ProjectName("weather");
  private static final ComponentName COMPONENT = new ComponentName("file-mgr");
  private static final int COUNT = 20;
  private static final Duration REST = Duration.ofSeconds(1);

  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final ZooKeeperWire wire = ZooKeeperWire.to(server.port());
  private final Store direct = open(server.connectString());
  private final Store followed = open(wire.connectString());
  private final List<Registration> registrations = new ArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<WireRequest> requests = new CopyOnWriteArrayList<>();
  private final List<Long> listedAt = new CopyOnWriteArrayList<>();
  private Thread thread = new Thread();

  private static Store open(String connect) {
    return ServiceLoader.load(StoreProvider.class)
        .findFirst()
        .orElseThrow()
        .open(StoreSettings.of(connect));
  }

  @BeforeEach
  void join() throws Exception {
    direct.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    followed.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    Commits.publish(direct.revisions(), PROJECT, COMPONENT.value(), Trees.of("a", "1"));
    for (int i = 0; i < COUNT; i++) {
      registrations.add(register(i));
    }
  }

  @AfterEach
  void close() throws Exception {
    thread.interrupt();
    thread.join();
    followed.close();
    direct.close();
    wire.close();
    server.close();
  }

  private static InstanceId id(int number) {
    return new InstanceId("fm-" + number);
  }

  private Registration register(int number) throws InterruptedException {
    Registration registration =
        direct
            .instances()
            .register(PROJECT, COMPONENT, id(number), report(1), new MemorySlot(), () -> {});
    record(EventKind.JOINED, number, "");
    return registration;
  }

  private static InstanceReport report(long revision) {
    return new InstanceReport(
        "host",
        1,
        "/home",
        InstanceState.APPLIED,
        revision,
        null,
        revision,
        List.of(),
        null,
        Instant.EPOCH,
        Announcement.NONE,
        false);
  }

  private void record(EventKind kind, int number, String text) {
    direct.events().append(PROJECT, Event.of(kind, COMPONENT, id(number), 1, text));
  }

  /** Begins to follow, has seen what there is, and rests. */
  private void follow() throws InterruptedException {
    follow(Duration.ofMillis(100));
  }

  private void follow(Duration between) throws InterruptedException {
    Await.until(
        "all have joined",
        () -> direct.events().after(PROJECT, 0, Integer.MAX_VALUE).size() >= COUNT);
    wire.follow(
        request -> {
          requests.add(request);
          if (request.path().endsWith("/instances")) {
            listedAt.add(System.nanoTime());
          }
          return ZooKeeperWire.Fate.PASSES;
        });
    thread =
        new Thread(
            () -> {
              try (Follower follower =
                  new Follower(
                      followed,
                      Map.of(PROJECT, new ProjectEvents(followed, PROJECT)),
                      new Follower.Pace(REST, between),
                      System::nanoTime)) {
                follower.run(
                    shown -> shown.forEach(it -> told.add(it.kind() + " " + it.instance())),
                    away -> told.add("away"));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "test-follower");
    thread.start();
    awaitTold("joined fm-19");
    awaitRest();
  }

  private void awaitTold(String line) {
    Await.until(line, () -> told.contains(line));
  }

  /** The last two requests were those of a look at rest. */
  private void awaitRest() {
    Await.until(
        "it rests",
        () -> {
          List<WireRequest> now = List.copyOf(requests);
          return now.size() >= 2
              && now.subList(now.size() - 2, now.size()).stream().allMatch(FollowerTest::isOfRest);
        });
  }

  private static boolean isOfRest(WireRequest request) {
    return request.operation().startsWith("getChildren") && request.path().endsWith("/events");
  }

  @Test
  void whereNothingHappensItAsksOnceInAWhileForEventsAndForNothingElse() throws Exception {
    follow();
    requests.clear();
    long begun = System.nanoTime();
    Await.until("three more looks", () -> requests.size() >= 3);
    assertThat(requests).allMatch(FollowerTest::isOfRest);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(REST.multipliedBy(2));
  }

  @Test
  void anEventIsToldAtOnceAndCostsTwoRequests() throws Exception {
    follow();
    requests.clear();
    record(EventKind.APPLIED, 7, "");
    awaitTold("applied fm-7");
    awaitRest();
    assertThat(requests.stream().filter(request -> !isOfRest(request))).hasSize(1);
  }

  @Test
  void whoIsGoneWithoutAWordIsToldToBeLostAndSoIsWhoJoinsLaterAndGetsLost() throws Exception {
    follow();
    assertThat(told).noneMatch(line -> line.startsWith("lost"));
    registrations.get(3).close();
    awaitTold("lost fm-3");
    Registration late = register(COUNT);
    awaitTold("joined fm-" + COUNT);
    late.close();
    awaitTold("lost fm-" + COUNT);
    assertThat(told.stream().filter(line -> line.startsWith("lost"))).hasSize(2);
  }

  @Test
  void howeverManyReportInstancesAreReadOnlySoOften() throws Exception {
    Duration between = Duration.ofSeconds(1);
    follow(between);
    listedAt.clear();
    long revision = 1;
    while (listedAt.size() < 3) {
      revision++;
      registrations.get((int) (revision % COUNT)).report(report(revision));
      long reported = revision;
      Await.until(
          "it is stored",
          () ->
              direct.instances().instances(PROJECT).stream()
                  .anyMatch(status -> status.report().appliedRevision() == reported));
    }
    for (int i = 1; i < 3; i++) {
      // Each comes at its time, and may take a while to get here.
      assertThat(Duration.ofNanos(listedAt.get(i) - listedAt.get(i - 1)))
          .isGreaterThan(between.dividedBy(2));
    }
  }
}
