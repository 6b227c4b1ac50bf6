package dev.orch.agent;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.InstanceId;
import dev.orch.model.event.EventKind;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.Trees;
import dev.orch.testing.WireRequest;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import dev.orch.zookeeper.ZooKeeperStoreProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one agent asks a real ZooKeeper to start and for each change, seen on the wire: a thousand
 * of them ask a thousand times as much.
 */
final class AgentCostTest {
  private static final int CHANGES = 5;

  @TempDir private Path directory;
  private final List<WireRequest> asked = Collections.synchronizedList(new ArrayList<>());
  private ZooKeeperServer server;
  private ZooKeeperWire wire;
  private Store publishers;
  private Store agents;
  private Rig others;
  private Rig rig;

  @BeforeEach
  void create() throws Exception {
    server = ZooKeeperServer.start();
    wire = ZooKeeperWire.to(server.port());
    publishers = open(server.connectString());
    agents = open(wire.connectString());
    others = new Rig(publishers, Files.createDirectory(directory.resolve("other")));
    rig = new Rig(publishers, agents, Files.createDirectory(directory.resolve("home")));
  }

  private static Store open(String connect) throws InterruptedException {
    Store store = new ZooKeeperStoreProvider().open(StoreSettings.of(connect));
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    return store;
  }

  @AfterEach
  void close() {
    rig.close();
    others.close();
    agents.close();
    publishers.close();
    wire.close();
    server.close();
  }

  private void follow() {
    asked.clear();
    wire.follow(
        request -> {
          asked.add(request);
          return ZooKeeperWire.Fate.PASSES;
        });
  }

  /** Until the instance has said all that it has to say of a revision. */
  private void awaitSettled(long revision) throws Exception {
    rig.awaitState(InstanceState.APPLIED, revision);
    Await.until(
        "the event",
        () ->
            publishers.events().after(Rig.PROJECT, 0, 1_000).stream()
                .anyMatch(
                    it ->
                        it.event().kind() == EventKind.APPLIED
                            && it.event().revision() == revision
                            && Rig.INSTANCE.equals(it.event().instance())));
  }

  private Map<String, Long> operations() {
    synchronized (asked) {
      return asked.stream().collect(groupingBy(WireRequest::operation, TreeMap::new, counting()));
    }
  }

  @Test
  void aChangeIsThreeReadsAReportAndAnEvent() throws Exception {
    awaitStarted();
    long revision = rig.publish(Trees.of("etc/a.properties", "first"));
    awaitSettled(revision);
    follow();
    for (int i = 1; i <= CHANGES; i++) {
      awaitSettled(rig.publish(Trees.of("etc/a.properties", "change " + i)));
    }
    assertThat(operations())
        .isEqualTo(
            Map.of(
                "getData", 2L * CHANGES,
                "multiRead", 1L * CHANGES,
                "setData", 1L * CHANGES,
                "create", 1L * CHANGES));
  }

  private void awaitStarted() throws Exception {
    long revision = rig.publish(Trees.of("etc/a.properties", "a=1"));
    rig.start(rig.config());
    awaitSettled(revision);
  }

  @Test
  void aStartIsSeventeenRequestsAndNoneOfThemAsksForTheOthers() throws Exception {
    long revision = rig.publish(Trees.of("etc/a.properties", "a=1"));
    Path home = Files.createDirectory(directory.resolve("earlier"));
    others.start(Rig.config(new InstanceId("earlier"), home));
    follow();
    rig.start(rig.config());
    awaitSettled(revision);

    String own = "/components/file-mgr/instances/" + Rig.INSTANCE;
    assertThat(operations().values().stream().mapToLong(it -> it).sum()).isLessThanOrEqualTo(17);
    assertThat(operations())
        .containsEntry("exists", 4L)
        .containsEntry("multi", 1L)
        .containsEntry("create", 2L)
        .containsEntry("setData", 1L);
    assertThat(asked)
        .filteredOn(request -> request.operation().startsWith("getChildren"))
        .allMatch(request -> request.path().contains(own + "/"));
  }
}
