package dev.orch.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.agent.command.CommandOverrides;
import dev.orch.agent.process.Observed;
import dev.orch.model.InstanceId;
import dev.orch.model.RefusedException;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.path.ConfigPath;
import dev.orch.testing.Await;
import dev.orch.testing.InMemoryStore;
import dev.orch.testing.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents with real homes and processes, on a store in memory that can be made to go away. */
final class AgentTest {
  @TempDir private Path directory;
  private final InMemoryStore store = new InMemoryStore();
  private Path home;
  private Rig rig;

  @BeforeEach
  void create() {
    home = directory.resolve("home");
    rig = new Rig(store, home);
  }

  @AfterEach
  void close() {
    rig.close();
    store.close();
  }

  private static Trees tree(String value) {
    return Trees.builder().file("etc/a.properties", value).file("docs/readme", "read me");
  }

  @Test
  void aPublishedChangeReachesTheHomeAndRestartsTheChildOnce() throws Exception {
    long first = rig.publish(tree("a=1").build());
    rig.start(rig.withChild(Rig.SERVER));
    InstanceReport report = rig.awaitState(InstanceState.APPLIED, first);
    assertThat(report.appliedRevision()).isEqualTo(first);
    assertThat(report.host()).isEqualTo("host-1");
    assertThat(report.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(rig.awaitStarts(1).get(0)).endsWith(" " + first + " a=1");

    long second = rig.publish(tree("a=2").build());
    rig.awaitState(InstanceState.APPLIED, second);
    assertThat(rig.awaitStarts(2).get(1)).endsWith(" " + second + " a=2");
    rig.assertText("etc/a.properties", "a=2");
    assertThat(Observed.linesNow(home.resolve("started"))).hasSize(2);
  }

  @Test
  void aChangeThatAsksForNothingLeavesTheChildRunning() throws Exception {
    Map<String, String> docsDoNothing =
        Map.of("on-change.000.paths.000", "docs/**", "on-change.000.do", "nothing");
    long first = rig.publish(tree("a=1").spec(docsDoNothing).build());
    rig.start(rig.withChild(Rig.SERVER));
    rig.awaitState(InstanceState.APPLIED, first);
    List<String> starts = rig.awaitStarts(1);

    long second =
        rig.publish(tree("a=1").file("docs/readme", "read it").spec(docsDoNothing).build());
    rig.awaitState(InstanceState.APPLIED, second);
    rig.assertText("docs/readme", "read it");
    assertThat(Observed.linesNow(home.resolve("started"))).isEqualTo(starts);
    assertThat(Observed.process(starts.get(0).split(" ", -1)[0]).isAlive()).isTrue();
  }

  @Test
  void aRevisionThatTheChildDiesOfIsTakenBackAndNotTriedAgainUntilTold() throws Exception {
    long good = rig.publish(tree("a=1").build());
    rig.start(rig.withChild(Rig.SERVER));
    rig.awaitState(InstanceState.APPLIED, good);
    rig.awaitStarts(1);

    long bad = rig.publish(tree("a=2").file("etc/broken", "").build());
    InstanceReport failed = rig.awaitState(InstanceState.FAILED, bad);
    assertThat(failed.error()).get().asString().contains("exit code 9");
    assertThat(failed.appliedRevision()).isEqualTo(good);
    rig.assertText("etc/a.properties", "a=1");
    assertThat(home.resolve("etc/broken")).doesNotExist();
    assertThat(rig.awaitStarts(2).get(1)).endsWith(" " + good + " a=1");

    // What was tried is seen from the outside: the child is stopped and started for it.
    rig.requestRetry();
    assertThat(rig.awaitStarts(3).get(2)).endsWith(" " + good + " a=1");
    rig.awaitState(InstanceState.FAILED, bad);

    long better = rig.publish(tree("a=3").build());
    rig.awaitState(InstanceState.APPLIED, better);
    assertThat(rig.awaitStarts(4).get(3)).endsWith(" " + better + " a=3");
    assertThat(Observed.linesNow(home.resolve("started"))).hasSize(4);
  }

  @Test
  void aFirstRevisionThatTheChildDiesOfLeavesNothingBehind() throws Exception {
    long bad = rig.publish(tree("a=1").file("etc/broken", "").build());
    Agent agent = rig.start(rig.withChild(Rig.SERVER));
    InstanceReport failed = rig.awaitState(InstanceState.FAILED, bad);
    assertThat(failed.appliedRevision()).isZero();
    assertThat(home.resolve("etc")).doesNotExist();
    assertThat(agent.childPid()).isEmpty();
  }

  @Test
  void aHungStopIsKilledAndTheNextRevisionStillApplies() throws Exception {
    long first = rig.publish(tree("a=1").build());
    rig.start(
        rig.withCommands(
            new CommandOverrides(
                "[ ! -e hang ] || { echo draining; exec sleep 300; }",
                "cat etc/a.properties >> started; echo >> started",
                null,
                Duration.ofMillis(700))));
    rig.awaitState(InstanceState.APPLIED, first);
    Files.createFile(home.resolve("hang"));
    long second = rig.publish(tree("a=2").build());
    InstanceReport failed = rig.awaitState(InstanceState.FAILED, second);
    assertThat(failed.error()).get().asString().contains("did not end within 700 ms", "draining");
    rig.assertText("etc/a.properties", "a=1");

    Files.delete(home.resolve("hang"));
    long third = rig.publish(tree("a=3").build());
    rig.awaitState(InstanceState.APPLIED, third);
    assertThat(Observed.linesNow(home.resolve("started"))).endsWith("a=3");
  }

  @Test
  void commandsOfTheComponentRunOncePerChange() throws Exception {
    Map<String, String> commands =
        Map.of("command.stop", "echo stop >> log", "command.start", "echo start >> log");
    rig.publish(tree("a=1").spec(commands).build());
    rig.start(rig.config());
    long second = rig.publish(tree("a=2").file("etc/b", "b").spec(commands).build());
    rig.awaitState(InstanceState.APPLIED, second);
    List<String> log = Observed.linesNow(home.resolve("log"));
    // The first publish may or may not have been seen before the second.
    assertThat(log).isIn(List.of("stop", "start"), List.of("stop", "start", "stop", "start"));
  }

  @Test
  void aTriggerThatTheAgentDoesNotHaveIsHeldAndNothingMoves() throws Exception {
    long first = rig.publish(tree("a=1").spec(Map.of("trigger", "oozie")).build());
    rig.start(rig.config());
    Await.until(
        "HELD",
        () -> rig.status().filter(s -> s.report().state() == InstanceState.HELD).isPresent());
    assertThat(rig.status().orElseThrow().report().error()).get().asString().contains("\"oozie\"");
    assertThat(home.resolve("etc")).doesNotExist();
    long second = rig.publish(tree("a=2").build());
    assertThat(rig.awaitState(InstanceState.APPLIED, second).appliedRevision())
        .isGreaterThan(first);
  }

  @Test
  void withTheStoreAwayACompleteHomeRunsAndCatchesUpLater() throws Exception {
    long first = rig.publish(tree("a=1").build());
    Agent agent = rig.start(rig.withChild(Rig.SERVER));
    rig.awaitState(InstanceState.APPLIED, first);
    rig.awaitStarts(1);
    agent.close();
    long second = rig.publish(tree("a=2").build());
    store.setAvailable(false);

    rig.start(rig.withChild(Rig.SERVER));
    assertThat(rig.awaitStarts(2).get(1)).endsWith(" " + first + " a=1");
    store.setAvailable(true);
    rig.awaitState(InstanceState.APPLIED, second);
    assertThat(rig.awaitStarts(3).get(2)).endsWith(" " + second + " a=2");
    rig.awaitLive(true);
  }

  @Test
  void withTheStoreAwayADriftedHomeRunsToo() throws Exception {
    long first = rig.publish(tree("a=1").build());
    Agent agent = rig.start(rig.withChild(Rig.SERVER));
    rig.awaitState(InstanceState.APPLIED, first);
    rig.awaitStarts(1);
    agent.close();
    Files.delete(home.resolve("docs/readme"));
    store.setAvailable(false);

    rig.start(rig.withChild(Rig.SERVER));

    assertThat(rig.awaitStarts(2).get(1)).endsWith(" " + first + " a=1");
  }

  @Test
  void withTheStoreAwayAnEmptyHomeWaitsWithoutAChild() throws Exception {
    long first = rig.publish(tree("a=1").build());
    store.setAvailable(false);
    rig.start(rig.withChild(Rig.SERVER));
    store.setAvailable(true);
    rig.awaitState(InstanceState.APPLIED, first);
    assertThat(rig.awaitStarts(1).get(0)).endsWith(" " + first + " a=1");
  }

  @Test
  void aHomeHasOneAgent() throws Exception {
    rig.publish(tree("a=1").build());
    rig.start(rig.config());
    AgentConfig second = Rig.config(new InstanceId("node-2"), home);
    assertThatThrownBy(() -> rig.start(second)).isInstanceOf(RefusedException.class);
    assertThat(store.instances().instances(Rig.PROJECT)).hasSize(1);
  }

  @Test
  void anIdHasOneAgentAndTheRefusedOneLetsGoOfItsHome() throws Exception {
    rig.publish(tree("a=1").build());
    Agent first = rig.start(rig.config());
    Path other = directory.resolve("other");
    AgentConfig second = Rig.config(Rig.INSTANCE, other);
    assertThatThrownBy(() -> rig.start(second)).isInstanceOf(RefusedException.class);
    assertThat(other.resolve("etc")).doesNotExist();
    first.close();
    rig.start(second);
  }

  @Test
  void anAgentThatEndsInOrderSaysSoAndTakesItsChildAlong() throws Exception {
    long first = rig.publish(tree("a=1").build());
    Agent agent = rig.start(rig.withChild(Rig.SERVER));
    rig.awaitState(InstanceState.APPLIED, first);
    String child = rig.awaitStarts(1).get(0).split(" ", -1)[0];
    agent.close();
    agent.close();
    Observed.ended(child);
    assertThat(agent.await()).isEqualTo(new AgentEnd.Closed());
    assertThat(rig.awaitState(InstanceState.STOPPED, first).appliedRevision()).isEqualTo(first);
    rig.awaitLive(false);
  }

  @Test
  void anAgentEndsWithAChildThatHasDoneItsWork() throws Exception {
    rig.publish(tree("a=1").build());
    Agent agent = rig.start(rig.withChild("sleep 0.1"));
    assertThat(agent.await()).isEqualTo(new AgentEnd.ChildEnded(0));
  }

  @Test
  void aFlappingChildIsReportedAndDoesNotKeepNewRevisionsOut() throws Exception {
    long first = rig.publish(tree("a=1").build());
    rig.start(rig.withChild("[ -e etc/fixed ] || [ ! -e flap ] || exit 4;" + Rig.SERVER));
    rig.awaitState(InstanceState.APPLIED, first);
    String child = rig.awaitStarts(1).get(0).split(" ", -1)[0];
    Files.createFile(home.resolve("flap"));
    Observed.process(child).destroyForcibly();
    Await.until(
        "crashes in the report",
        () -> rig.status().orElseThrow().report().error().orElse("").contains("crash 3 in a row"));
    assertThat(rig.status().orElseThrow().report().state()).isEqualTo(InstanceState.APPLIED);

    long second = rig.publish(tree("a=2").file("etc/fixed", "").build());
    assertThat(rig.awaitState(InstanceState.APPLIED, second).error()).isEmpty();
    assertThat(rig.awaitStarts(2).get(1)).endsWith(" " + second + " a=2");
  }

  @Test
  void aFileThatSomeoneRemovedIsReportedAndDoesNotKeepTheChildDown() throws Exception {
    long first = rig.publish(tree("a=1").build());
    Agent agent = rig.start(rig.withChild(Rig.SERVER));
    rig.awaitState(InstanceState.APPLIED, first);
    rig.awaitStarts(1);
    agent.close();
    Files.delete(home.resolve("docs/readme"));
    rig.start(rig.withChild(Rig.SERVER));
    rig.awaitStarts(2);
    assertThat(rig.awaitState(InstanceState.APPLIED, first).drifted())
        .containsExactly(new ConfigPath("docs/readme"));
  }

  @Test
  void aComponentThatIsTakenAwayKeepsItsFilesAndItsChild() throws Exception {
    long first = rig.publish(tree("a=1").build());
    rig.start(rig.withChild(Rig.SERVER));
    rig.awaitState(InstanceState.APPLIED, first);
    String child = rig.awaitStarts(1).get(0).split(" ", -1)[0];
    rig.awaitState(InstanceState.REMOVED, rig.withdraw());
    rig.awaitState(InstanceState.CLEARED, rig.clear());
    rig.assertText("etc/a.properties", "a=1");
    assertThat(Observed.process(child).isAlive()).isTrue();
    long again = rig.publish(tree("a=2").build());
    rig.awaitState(InstanceState.APPLIED, again);
  }
}
