package dev.orch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.agent.process.Observed;
import dev.orch.model.component.FileTree;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents in Java VMs of their own, on a real server, killed and signalled. */
final class AgentKilledTest {
  /** Commands that wait, when the test wants them to, so that the agent dies within them. */
  private static final Map<String, String> COMMANDS =
      Map.of(
          "command.stop",
          holding("stop"),
          "command.start",
          holding("start") + "; [ ! -e etc/broken ]",
          "command.timeout",
          "PT60S");

  @TempDir private Path directory;
  private ZooKeeperServer server;
  private Store store;
  private Path home;
  private Rig rig;

  private static String holding(String command) {
    return "echo "
        + command
        + "-$ORCH_REVISION >> log; while [ -e hold-"
        + command
        + "-$ORCH_REVISION ]; do sleep 0.02; done";
  }

  @BeforeEach
  void create() throws Exception {
    server = ZooKeeperServer.start();
    store =
        ServiceLoader.load(StoreProvider.class)
            .findFirst()
            .orElseThrow()
            .open(StoreSettings.of(server.connectString()));
    home = Files.createDirectory(directory.resolve("home"));
    rig = new Rig(store, home);
  }

  @AfterEach
  void close() {
    store.close();
    server.close();
  }

  private AgentProcess start(String child) throws Exception {
    return AgentProcess.start(server.connectString(), home, child);
  }

  private static FileTree tree(String value) {
    return Trees.builder().file("etc/a.properties", value).spec(COMMANDS).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "start"})
  void anApplyInterruptedByAKillIsFinishedByTheNextAgent(String within) throws Exception {
    long first = rig.publish(tree("a=1"));
    Path hold = home.resolve("hold-" + within + "-" + (first + 1));
    Path log = home.resolve("log");
    try (AgentProcess killed = start("")) {
      rig.awaitState(InstanceState.APPLIED, first);
      Files.createFile(hold);
      long second = rig.publish(tree("a=2"));
      Await.until(
          within + " is under way", () -> Observed.linesNow(log).contains(within + "-" + second));
      killed.kill();
    }
    Files.delete(hold);
    try (AgentProcess next = start("")) {
      rig.awaitState(InstanceState.APPLIED, first + 1);
      rig.awaitLive(true);
      rig.assertText("etc/a.properties", "a=2");
      assertThat(Observed.linesNow(log)).endsWith("start-" + (first + 1));
      assertThat(next.terminate()).isTrue();
    }
    assertThat(home.resolve(".orch/journal")).doesNotExist();
  }

  @Test
  void anUndoInterruptedByAKillIsFinishedByTheNextAgent() throws Exception {
    long first = rig.publish(tree("a=1"));
    Path hold = home.resolve("hold-start-" + first);
    Path log = home.resolve("log");
    long second;
    try (AgentProcess killed = start("")) {
      rig.awaitState(InstanceState.APPLIED, first);
      Files.createFile(hold);
      second =
          rig.publish(
              Trees.builder()
                  .file("etc/a.properties", "a=2")
                  .file("etc/broken", "")
                  .spec(COMMANDS)
                  .build());
      Await.until(
          "the old state is started again",
          () -> Observed.linesNow(log).stream().filter(("start-" + first)::equals).count() == 2);
      killed.kill();
    }
    Files.delete(hold);
    try (AgentProcess next = start("")) {
      assertThat(rig.awaitState(InstanceState.FAILED, second).appliedRevision()).isEqualTo(first);
      rig.assertText("etc/a.properties", "a=1");
      assertThat(Observed.linesNow(log)).endsWith("start-" + first);
      assertThat(next.terminate()).isTrue();
    }
  }

  @Test
  void theChildOfAKilledAgentGivesWayToTheNextOne() throws Exception {
    long first = rig.publish(Trees.of("etc/a.properties", "a=1"));
    String orphan;
    try (AgentProcess killed = start(Rig.SERVER)) {
      rig.awaitState(InstanceState.APPLIED, first);
      orphan = pid(rig.awaitStarts(1));
      killed.kill();
    }
    assertThat(Observed.process(orphan).isAlive()).as("the component outlives its agent").isTrue();
    try (AgentProcess next = start(Rig.SERVER)) {
      String child = pid(rig.awaitStarts(2));
      Observed.ended(orphan);
      assertThat(Observed.process(child).isAlive()).isTrue();
      rig.awaitLive(true);
      assertThat(next.terminate()).isTrue();
      Observed.ended(child);
    }
    assertThat(rig.status().orElseThrow().report().state()).isEqualTo(InstanceState.STOPPED);
  }

  @Test
  void signalsThatMeanNothingToTheAgentReachTheChild() throws Exception {
    rig.publish(Trees.of("etc/a.properties", "a=1"));
    String script =
        "trap 'echo hup >> signals' HUP; trap 'echo term >> signals; exit 0' TERM;"
            + " echo $$ >> started; while :; do sleep 0.02; done";
    try (AgentProcess agent = start(script)) {
      rig.awaitStarts(1);
      agent.signal("HUP");
      assertThat(Observed.lines(home.resolve("signals"), 1)).containsExactly("hup");
      assertThat(agent.terminate()).isTrue();
    }
    assertThat(Observed.lines(home.resolve("signals"), 2)).containsExactly("hup", "term");
  }

  private static String pid(List<String> starts) {
    return starts.get(starts.size() - 1).split(" ", -1)[0];
  }
}
