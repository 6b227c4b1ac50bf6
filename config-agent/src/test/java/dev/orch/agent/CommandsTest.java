package dev.orch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.agent.process.Observed;
import dev.orch.model.command.CommandBox;
import dev.orch.model.command.CommandId;
import dev.orch.model.command.CommandProgress;
import dev.orch.model.command.CommandRecord;
import dev.orch.model.command.CommandRequest;
import dev.orch.model.command.CommandState;
import dev.orch.model.command.CommandVerb;
import dev.orch.model.component.FileTree;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.Trees;
import dev.orch.testing.WireRequest;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import dev.orch.testing.ZooKeeperWire.Fate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands to an agent on a real server, over wires that lose what they are told to, and kills. */
final class CommandsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private final Random random = new Random();
  private ZooKeeperServer server;
  private ZooKeeperWire wire;
  private Store store;
  private Store agents;
  private Path home;
  private Rig rig;

  @BeforeEach
  void create() throws Exception {
    server = ZooKeeperServer.start();
    wire = ZooKeeperWire.to(server.port());
    store = open(server.connectString());
    agents = open(wire.connectString());
    home = Files.createDirectory(directory.resolve("home"));
    rig = new Rig(store, agents, home);
  }

  private static Store open(String connect) {
    return ServiceLoader.load(StoreProvider.class)
        .findFirst()
        .orElseThrow()
        .open(
            new StoreSettings(
                connect, Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(5)));
  }

  @AfterEach
  void close() {
    rig.close();
    agents.close();
    store.close();
    wire.close();
    server.close();
  }

  private CommandBox box() {
    return store.commands().of(Rig.PROJECT, Rig.COMPONENT, Rig.INSTANCE);
  }

  private CommandRecord ask(CommandVerb verb) throws Exception {
    return ask(verb, Duration.ofMinutes(5));
  }

  private CommandRecord ask(CommandVerb verb, Duration validity) throws Exception {
    return box()
        .add(CommandId.random(random), new CommandRequest(verb, "alice", "build7", validity));
  }

  private CommandProgress ended(CommandRecord command) {
    Await.until(
        "it has ended", LIMIT, () -> box().find(command.id()).orElseThrow().state().isFinal());
    try {
      return box().find(command.id()).orElseThrow().progress();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private CommandState state(CommandVerb verb) throws Exception {
    return ended(ask(verb)).state();
  }

  /** Each command says in the log that it ran; it waits while a file of its name is there. */
  private static FileTree commanded(String value) {
    return Trees.builder()
        .file("etc/a.properties", value)
        .spec(
            Map.of(
                "command.stop",
                logging("stop"),
                "command.start",
                logging("start") + "; [ ! -e broken ]",
                "command.reload",
                logging("reload"),
                "command.timeout",
                "PT60S"))
        .build();
  }

  private static String logging(String name) {
    return "echo " + name + " >> log; while [ -e hold-" + name + " ]; do sleep 0.02; done";
  }

  /** Without the stop that the first apply begins with. */
  private List<String> log() throws Exception {
    return Observed.linesNow(home.resolve("log")).stream().skip(1).toList();
  }

  private long applied(FileTree tree) throws Exception {
    long revision = rig.publish(tree);
    rig.start(rig.config());
    rig.awaitState(InstanceState.APPLIED, revision);
    return revision;
  }

  @Test
  void whatRunsIsRestartedReloadedStoppedAndStarted() throws Exception {
    applied(commanded("a=1"));
    assertThat(log()).containsExactly("start");
    assertThat(state(CommandVerb.RESTART)).isEqualTo(CommandState.DONE);
    assertThat(state(CommandVerb.RELOAD)).isEqualTo(CommandState.DONE);
    assertThat(state(CommandVerb.RECONCILE)).isEqualTo(CommandState.DONE);
    assertThat(log()).containsExactly("start", "stop", "start", "reload");
    assertThat(state(CommandVerb.START)).as("it runs").isEqualTo(CommandState.DONE);
    assertThat(state(CommandVerb.STOP)).isEqualTo(CommandState.DONE);
    assertThat(log()).endsWith("reload", "stop");
    assertThat(state(CommandVerb.RESTART)).as("stopped").isEqualTo(CommandState.REFUSED);
    assertThat(state(CommandVerb.START)).isEqualTo(CommandState.DONE);
    assertThat(log()).endsWith("stop", "start");
  }

  @Test
  void aRestartThatFailsSaysWhy() throws Exception {
    applied(commanded("a=1"));
    Files.createFile(home.resolve("broken"));
    CommandProgress failed = ended(ask(CommandVerb.RESTART));
    assertThat(failed.state()).isEqualTo(CommandState.FAILED);
    assertThat(failed.why().orElseThrow()).contains("start").contains("exit code 1");
    assertThat(failed.took()).isPositive();
    assertThat(log()).as("it is tried once more").endsWith("stop", "start", "start");
  }

  @Test
  void aRestartAfterWhichItIsNotHealthyFails() throws Exception {
    applied(
        Trees.builder()
            .file("etc/a.properties", "a=1")
            .spec(
                Map.of(
                    "command.start", logging("start"),
                    "rollout.healthCheck.command", "[ ! -e sick ]",
                    "rollout.healthCheck.interval", "PT0.05S",
                    "rollout.healthCheck.deadline", "PT0.5S"))
            .build());
    assertThat(state(CommandVerb.RESTART)).isEqualTo(CommandState.DONE);
    Files.createFile(home.resolve("sick"));
    CommandProgress failed = ended(ask(CommandVerb.RESTART));
    assertThat(failed.state()).isEqualTo(CommandState.FAILED);
    assertThat(failed.why().orElseThrow()).contains("healthy");
  }

  @Test
  void whatIsStoppedStaysSoOverNewRevisionsAndAgentsUntilItIsStarted() throws Exception {
    long first = rig.publish(Trees.of("etc/a.properties", "a=1"));
    Agent before = rig.start(rig.withChild(Rig.SERVER));
    rig.awaitState(InstanceState.APPLIED, first);
    String child = rig.awaitStarts(1).get(0).split(" ", -1)[0];
    assertThat(state(CommandVerb.STOP)).isEqualTo(CommandState.DONE);
    Observed.ended(child);
    Await.until("it says so", LIMIT, () -> rig.status().orElseThrow().report().keptStopped());

    long second = rig.publish(Trees.of("etc/a.properties", "a=2"));
    rig.awaitState(InstanceState.APPLIED, second);
    rig.assertText("etc/a.properties", "a=2");
    before.close();
    rig.start(rig.withChild(Rig.SERVER));
    long third = rig.publish(Trees.of("etc/a.properties", "a=3"));
    assertThat(rig.awaitState(InstanceState.APPLIED, third).keptStopped()).isTrue();
    assertThat(Observed.linesNow(home.resolve("started"))).hasSize(1);

    assertThat(state(CommandVerb.START)).isEqualTo(CommandState.DONE);
    assertThat(rig.awaitStarts(2).get(1)).endsWith(" " + third + " a=3");
    Await.until("it says so", LIMIT, () -> !rig.status().orElseThrow().report().keptStopped());
    assertThat(state(CommandVerb.RESTART)).isEqualTo(CommandState.DONE);
    assertThat(rig.awaitStarts(3)).hasSize(3);
  }

  @Test
  void aStartThatFailsLeavesItStopped() throws Exception {
    applied(commanded("a=1"));
    assertThat(state(CommandVerb.STOP)).isEqualTo(CommandState.DONE);
    Files.createFile(home.resolve("broken"));
    CommandProgress failed = ended(ask(CommandVerb.START));
    assertThat(failed.state()).isEqualTo(CommandState.FAILED);
    assertThat(failed.why().orElseThrow()).contains("it is kept stopped");
    Files.delete(home.resolve("broken"));
    assertThat(state(CommandVerb.START)).isEqualTo(CommandState.DONE);
  }

  @Test
  void whatHasNoTriggerRefuses() throws Exception {
    applied(Trees.builder().file("a", "1").spec(Map.of("trigger", "none")).build());
    CommandProgress refused = ended(ask(CommandVerb.RESTART));
    assertThat(refused.state()).isEqualTo(CommandState.REFUSED);
    assertThat(refused.why().orElseThrow()).contains("no trigger");
    assertThat(state(CommandVerb.RECONCILE)).isEqualTo(CommandState.DONE);
  }

  @Test
  void aCommandWaitsForTheApplyThatIsUnderWay() throws Exception {
    applied(commanded("a=1"));
    Path hold = Files.createFile(home.resolve("hold-start"));
    long second = rig.publish(commanded("a=2"));
    Await.until("the apply is under way", LIMIT, () -> log().size() == 3);
    CommandRecord reload = ask(CommandVerb.RELOAD);
    Files.delete(hold);
    assertThat(ended(reload).state()).isEqualTo(CommandState.DONE);
    assertThat(log()).containsExactly("start", "stop", "start", "reload");
    rig.awaitState(InstanceState.APPLIED, second);
  }

  @Test
  void whatWasAskedWhileTheAgentWasAwayIsRunOnceUnlessItIsLate() throws Exception {
    long first = rig.publish(commanded("a=1"));
    Agent before = rig.start(rig.config());
    rig.awaitState(InstanceState.APPLIED, first);
    before.close();
    CommandRecord late = ask(CommandVerb.RELOAD, Duration.ofMillis(1));
    CommandRecord restart = ask(CommandVerb.RESTART);
    Await.until(
        "it is late by the server's clock",
        () ->
            ask(CommandVerb.RECONCILE).queuedAt().isAfter(late.queuedAt().plusMillis(1))
                || box().find(late.id()).orElseThrow().state() == CommandState.EXPIRED);
    rig.start(rig.config());
    assertThat(ended(restart).state()).isEqualTo(CommandState.DONE);
    assertThat(ended(late).state()).isEqualTo(CommandState.EXPIRED);
    assertThat(log()).containsExactly("start", "stop", "start");
  }

  /** The first change is the claim, the second tells what came of it. */
  @ParameterizedTest
  @CsvSource({"1,IS_LOST", "1,REPLY_IS_LOST", "2,IS_LOST", "2,REPLY_IS_LOST"})
  void aLostRequestOrReplyMakesNoSecondRun(int change, Fate fate) throws Exception {
    applied(commanded("a=1"));
    AtomicInteger changes = new AtomicInteger();
    wire.follow(
        request -> isChange(request) && changes.incrementAndGet() == change ? fate : Fate.PASSES);
    assertThat(state(CommandVerb.RESTART)).isEqualTo(CommandState.DONE);
    assertThat(changes).hasValueGreaterThan(1);
    assertThat(state(CommandVerb.RELOAD)).isEqualTo(CommandState.DONE);
    assertThat(log()).containsExactly("start", "stop", "start", "reload");
  }

  private static boolean isChange(WireRequest request) {
    return request.operation().equals("setData") && request.path().contains("/commands/");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fate.class,
      names = {"CLIENT_DIES_BEFORE", "CLIENT_DIES_AFTER"})
  void anAgentThatDiesAtItsClaimHasRunNothing(Fate fate) throws Exception {
    CommandRecord restart = killedAtChange(1, fate);
    assertThat(log()).containsExactly("start");
    CommandProgress after = endedByNext(restart);
    if (fate == Fate.CLIENT_DIES_BEFORE) {
      assertThat(after.state()).isEqualTo(CommandState.DONE);
      assertThat(log()).containsExactly("start", "stop", "start");
    } else {
      assertThat(after.state()).isEqualTo(CommandState.INTERRUPTED);
      assertThat(log()).containsExactly("start");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fate.class,
      names = {"CLIENT_DIES_BEFORE", "CLIENT_DIES_AFTER"})
  void anAgentThatDiesAfterItHasRunIsNotRepeated(Fate fate) throws Exception {
    CommandRecord restart = killedAtChange(2, fate);
    CommandProgress after = endedByNext(restart);
    assertThat(after.state())
        .isEqualTo(fate == Fate.CLIENT_DIES_BEFORE ? CommandState.INTERRUPTED : CommandState.DONE);
    assertThat(log()).containsExactly("start", "stop", "start");
  }

  @Test
  void anAgentThatDiesWithinItsRunIsNotRepeated() throws Exception {
    long first = rig.publish(commanded("a=1"));
    CommandRecord restart;
    Path hold = home.resolve("hold-start");
    try (AgentProcess killed = AgentProcess.start(server.connectString(), home, "")) {
      rig.awaitState(InstanceState.APPLIED, first);
      Files.createFile(hold);
      restart = ask(CommandVerb.RESTART);
      Await.until("it is starting", LIMIT, () -> log().size() == 3);
      killed.kill();
    }
    Files.delete(hold);
    assertThat(endedByNext(restart).state()).isEqualTo(CommandState.INTERRUPTED);
    assertThat(log()).containsExactly("start", "stop", "start");
  }

  /** Its agent is cut off at that change of the command, and killed. */
  private CommandRecord killedAtChange(int change, Fate fate) throws Exception {
    long first = rig.publish(commanded("a=1"));
    AtomicInteger changes = new AtomicInteger();
    try (AgentProcess killed = AgentProcess.start(wire.connectString(), home, "")) {
      rig.awaitState(InstanceState.APPLIED, first);
      wire.follow(
          request -> isChange(request) && changes.incrementAndGet() == change ? fate : Fate.PASSES);
      CommandRecord restart = ask(CommandVerb.RESTART);
      Await.until("it is cut off", LIMIT, wire::isDead);
      killed.kill();
      return restart;
    }
  }

  private CommandProgress endedByNext(CommandRecord command) throws Exception {
    try (AgentProcess next = AgentProcess.start(server.connectString(), home, "")) {
      CommandProgress progress = ended(command);
      assertThat(next.terminate()).isTrue();
      return progress;
    }
  }
}
