package dev.orch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.agent.process.Observed;
import dev.orch.model.component.FileTree;
import dev.orch.model.instance.Announcement;
import dev.orch.model.instance.Endpoints;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.Labels;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real server does to an agent, and the agent makes of it. */
final class AgentOnZooKeeperTest {
  @TempDir private Path directory;
  private ZooKeeperServer server;
  private Store publishers;
  private Store agents;
  private Path home;
  private Rig rig;

  @BeforeEach
  void create() throws Exception {
    server = ZooKeeperServer.start();
    publishers = open();
    agents = open();
    home = Files.createDirectory(directory.resolve("home"));
    rig = new Rig(publishers, agents, home);
  }

  private Store open() {
    return ServiceLoader.load(StoreProvider.class)
        .findFirst()
        .orElseThrow()
        .open(
            new StoreSettings(
                server.connectString(),
                Duration.ofSeconds(3),
                Duration.ofSeconds(20),
                Duration.ofSeconds(3)));
  }

  @AfterEach
  void close() {
    rig.close();
    agents.close();
    publishers.close();
    server.close();
  }

  @Test
  void aPublishedChangeReachesTheHomeAndRestartsTheChildOnce() throws Exception {
    long first = rig.publish(Trees.of("etc/a.properties", "a=1"));
    rig.start(rig.withChild(Rig.SERVER));
    rig.awaitState(InstanceState.APPLIED, first);
    rig.awaitStarts(1);
    long second = rig.publish(Trees.of("etc/a.properties", "a=2"));
    rig.awaitState(InstanceState.APPLIED, second);
    assertThat(rig.awaitStarts(2).get(1)).endsWith(" " + second + " a=2");
    assertThat(Observed.linesNow(home.resolve("started"))).hasSize(2);
    rig.awaitLive(true);
  }

  @Test
  void whatTheAgentIsToldToSayOfItselfIsReported() throws Exception {
    Announcement announcement =
        new Announcement(
            Labels.parse(List.of("rack=a")), Endpoints.parse(List.of("rpc=node-1:9000")));
    long first = rig.publish(Trees.of("etc/a.properties", "a=1"));
    rig.start(rig.config().withAnnouncement(announcement));
    assertThat(rig.awaitState(InstanceState.APPLIED, first).announced()).isEqualTo(announcement);
  }

  @Test
  void aVersionedComponentIsFlippedAndGoesBackToAStateThatWasKept() throws Exception {
    Path link = home.resolve("current");
    long first = rig.publish(versioned("a=1"));
    rig.start(rig.withChild(Rig.VERSIONED_SERVER));
    rig.awaitState(InstanceState.APPLIED, first);
    rig.awaitStarts(1);
    Path before = Files.readSymbolicLink(link);
    long second = rig.publish(versioned("a=2"));
    rig.awaitState(InstanceState.APPLIED, second);
    rig.awaitStarts(2);
    assertThat(Files.readSymbolicLink(link)).isNotEqualTo(before);
    assertThat(home.resolve(before).resolve("etc/a.properties")).hasContent("a=1");

    long third = rig.rollback(first);

    rig.awaitState(InstanceState.APPLIED, third);
    assertThat(rig.awaitStarts(3))
        .extracting(start -> start.substring(start.indexOf(' ') + 1))
        .containsExactly(first + " a=1", second + " a=2", third + " a=1");
    assertThat(Files.readSymbolicLink(link)).isEqualTo(before);
    assertThat(home.resolve("etc")).doesNotExist();
  }

  private static FileTree versioned(String properties) {
    return Trees.builder()
        .spec(Map.of("layout", "versioned"))
        .file("etc/a.properties", properties)
        .file("etc/same", "same")
        .build();
  }

  @Test
  void anAgentGoesOnWhileTheServerIsAwayAndCatchesUpWhenItIsBack() throws Exception {
    long first = rig.publish(Trees.of("etc/a.properties", "a=1"));
    rig.start(rig.withChild(Rig.SERVER));
    rig.awaitState(InstanceState.APPLIED, first);
    String child = rig.awaitStarts(1).get(0).split(" ", -1)[0];
    server.stop();
    assertThat(Observed.process(child).isAlive()).isTrue();
    server.restart();
    publishers.awaitConnected(Duration.ofSeconds(30));
    long second = rig.publish(Trees.of("etc/a.properties", "a=2"));
    rig.awaitState(InstanceState.APPLIED, second);
    assertThat(rig.awaitStarts(2)).hasSize(2);
    rig.awaitLive(true);
  }

  @Test
  void anAgentStartsOnACompleteHomeWithoutAServer() throws Exception {
    long first = rig.publish(Trees.of("etc/a.properties", "a=1"));
    Agent before = rig.start(rig.withChild(Rig.SERVER));
    rig.awaitState(InstanceState.APPLIED, first);
    rig.awaitStarts(1);
    before.close();
    server.stop();
    Store without = open();
    try (Rig offline = new Rig(without, without, home)) {
      offline.start(offline.withChild(Rig.SERVER));
      assertThat(offline.awaitStarts(2).get(1)).endsWith(" " + first + " a=1");
      server.restart();
      publishers.awaitConnected(Duration.ofSeconds(30));
      long second = rig.publish(Trees.of("etc/a.properties", "a=2"));
      rig.awaitState(InstanceState.APPLIED, second);
    } finally {
      without.close();
    }
  }

  @Test
  void aLostSessionIsHealed() throws Exception {
    long first = rig.publish(Trees.of("etc/a.properties", "a=1"));
    rig.start(rig.withChild(Rig.SERVER));
    rig.awaitState(InstanceState.APPLIED, first);
    rig.awaitLive(true);
    String child = rig.awaitStarts(1).get(0).split(" ", -1)[0];
    SavedSession lost = SavedSession.of(server.connectString(), home);
    lost.kill();
    Await.until("a new session", () -> !SavedSession.of(server.connectString(), home).equals(lost));
    rig.awaitLive(true);
    assertThat(Observed.process(child).isAlive()).as("the child takes no notice").isTrue();
    long second = rig.publish(Trees.of("etc/a.properties", "a=2"));
    rig.awaitState(InstanceState.APPLIED, second);
  }

  @Test
  void theSessionOfAKilledAgentDoesNotKeepTheNextOneOut() throws Exception {
    long first = rig.publish(Trees.of("etc/a.properties", "a=1"));
    SavedSession former;
    try (AgentProcess killed = AgentProcess.start(server.connectString(), home, "")) {
      rig.awaitState(InstanceState.APPLIED, first);
      rig.awaitLive(true);
      former = SavedSession.of(server.connectString(), home);
      killed.kill();
    }
    rig.start(rig.config());
    assertThat(former.isOver()).as("ended by the next agent, long before it expires").isTrue();
    assertThat(SavedSession.of(server.connectString(), home)).isNotEqualTo(former);
    rig.awaitLive(true);
  }
}
