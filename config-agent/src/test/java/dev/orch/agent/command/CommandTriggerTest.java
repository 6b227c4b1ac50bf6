package dev.orch.agent.command;

import static dev.orch.agent.Moves.asking;
import static dev.orch.agent.Moves.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.agent.Moves;
import dev.orch.engine.TriggerException;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.Reaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandTriggerTest {
  private static final ComponentSpec OLD = logging("old", true);
  private static final ComponentSpec NEW = logging("new", true);
  private static final ComponentSpec NEW_WITHOUT_RELOAD = logging("new", false);

  @TempDir private Path home;
  private CommandTrigger trigger;

  @BeforeEach
  void create() {
    trigger = triggerWith(CommandOverrides.NONE);
  }

  private CommandTrigger triggerWith(CommandOverrides overrides) {
    return new CommandTrigger(
        Moves.IDENTITY,
        overrides,
        new CommandRunner(home.resolve(".orch/trigger"), Duration.ofMillis(300)));
  }

  private static ComponentSpec logging(String state, boolean reload) {
    Map<String, String> stopAndStart =
        Map.of(
            "command.stop", "echo stop-" + state + " >> log",
            "command.start", "echo start-" + state + " >> log");
    if (!reload) {
      return spec(stopAndStart);
    }
    return spec(
        Map.of(
            "command.stop", "echo stop-" + state + " >> log",
            "command.start", "echo start-" + state + " >> log",
            "command.reload", "echo reload-" + state + " >> log"));
  }

  private static ComponentSpec failing(String command, String line) {
    return spec(
        Map.of(
            "command.stop", command.equals("stop") ? line : "echo stop >> log",
            "command.start", command.equals("start") ? line : "echo start >> log",
            "command.reload", command.equals("reload") ? line : "echo reload >> log"));
  }

  private List<String> log() throws IOException {
    Path log = home.resolve("log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  private void apply(Moves move) throws Exception {
    trigger.prepare(move.context());
    Files.writeString(
        home.resolve("log"),
        "move\n",
        java.nio.file.StandardOpenOption.CREATE,
        java.nio.file.StandardOpenOption.APPEND);
    trigger.activate(move.context());
  }

  @Test
  void aRestartStopsTheOldStateBeforeTheMoveAndStartsTheNewAfter() throws Exception {
    apply(asking(Reaction.RESTART, home).from(OLD).to(NEW));
    assertThat(log()).containsExactly("stop-old", "move", "start-new");
  }

  @Test
  void aReloadComesAfterTheMoveAndStopsNothing() throws Exception {
    apply(asking(Reaction.RELOAD, home).from(OLD).to(NEW));
    assertThat(log()).containsExactly("move", "reload-new");
  }

  @Test
  void withoutAReloadCommandAReloadIsARestart() throws Exception {
    apply(asking(Reaction.RELOAD, home).from(OLD).to(NEW_WITHOUT_RELOAD));
    assertThat(log()).containsExactly("stop-old", "move", "start-new");
  }

  @Test
  void whatWasStoppedForWantOfAReloadCommandIsStartedAgainByTheUndo() throws Exception {
    Moves back = asking(Reaction.RELOAD, home).from(NEW_WITHOUT_RELOAD).to(OLD).undoing();
    trigger.prepare(back.context());
    trigger.undo(back.context());
    assertThat(log()).containsExactly("stop-new", "start-old");
  }

  @Test
  void aChangeThatAsksForNothingRunsNothing() throws Exception {
    apply(asking(Reaction.NOTHING, home).from(OLD).to(NEW));
    assertThat(log()).containsExactly("move");
  }

  @Test
  void theFirstApplyDoesNotFailWhenThereIsNothingToStop() throws Exception {
    apply(asking(Reaction.RESTART, home).from(null).to(failing("stop", "bin/no-such-program")));
    assertThat(log()).containsExactly("move", "start");
  }

  @Test
  void goingBackToNothingStopsAndStartsNothing() throws Exception {
    Moves back = asking(Reaction.RESTART, home).from(NEW).to(null).undoing();
    trigger.prepare(back.context());
    trigger.undo(back.context());
    assertThat(log()).containsExactly("stop-new");
  }

  @Test
  void aStopThatFailsRefusesTheMove() {
    Moves move = asking(Reaction.RESTART, home).within(failing("stop", "echo busy; exit 3"));
    assertThatThrownBy(() -> trigger.prepare(move.context()))
        .isInstanceOf(TriggerException.class)
        .hasMessage(
            "the stop command \"echo busy; exit 3\" ended with exit code 3;"
                + " its last output: \"busy\"");
  }

  @Test
  void whatRefusedToStopMayRefuseToStartAgain() {
    ComponentSpec busy =
        spec(Map.of("command.stop", "exit 3", "command.start", "echo start >> log; exit 1"));
    Moves move = asking(Reaction.RESTART, home).within(busy);
    assertThatThrownBy(() -> trigger.prepare(move.context())).isInstanceOf(TriggerException.class);
    Moves back = asking(Reaction.RESTART, home).within(busy).undoing();
    assertThatCode(() -> trigger.undo(back.context())).doesNotThrowAnyException();
    assertThatThrownBy(() -> trigger.undo(back.context()))
        .as("nothing was refused since")
        .isInstanceOf(TriggerException.class);
  }

  @Test
  void onTheWayBackAFailingStopHoldsNothingUp() throws Exception {
    Moves back = asking(Reaction.RESTART, home).from(failing("stop", "exit 1")).to(OLD).undoing();
    trigger.prepare(back.context());
    trigger.undo(back.context());
    assertThat(log()).containsExactly("start-old");
  }

  @Test
  void whatCannotBeReloadedOnTheWayBackIsRestarted() throws Exception {
    Moves back = asking(Reaction.RELOAD, home).from(NEW).to(failing("reload", "exit 1")).undoing();
    trigger.prepare(back.context());
    trigger.undo(back.context());
    assertThat(log()).containsExactly("stop", "start");
  }

  @Test
  void aResumedStartIsStoppedFirstSinceItMayHaveHappened() throws Exception {
    trigger.activate(asking(Reaction.RESTART, home).from(OLD).to(NEW).resumed().context());
    assertThat(log()).containsExactly("stop-new", "start-new");
  }

  @Test
  void commandsOfTheAgentCountMoreThanThoseOfTheComponent() throws Exception {
    trigger = triggerWith(new CommandOverrides(null, "echo my-start >> log", null, null));
    apply(asking(Reaction.RESTART, home).from(OLD).to(NEW));
    assertThat(log()).containsExactly("stop-old", "move", "my-start");
  }

  @Test
  void aCommandKnowsWhatItIsRunForAndRunsInTheHome() throws Exception {
    String show =
        "pwd > dir; cat > changes;"
            + " echo $ORCH_PROJECT $ORCH_COMPONENT $ORCH_INSTANCE $ORCH_HOME $ORCH_REVISION > env";
    trigger.activate(asking(Reaction.RESTART, home).within(failing("start", show)).context());
    assertThat(home.resolve("dir")).hasContent(home.toRealPath().toString());
    assertThat(home.resolve("env")).hasContent("weather file-mgr node-1 " + home + " 12");
    assertThat(Files.readString(home.resolve("changes")))
        .startsWith("{\"format\":1,\"command\":\"start\",\"revision\":12,\"undoing\":false,")
        .contains("{\"path\":\"etc/a.properties\",\"change\":\"added\",\"kind\":\"properties\"");
  }

  @Test
  void outputFromOutsideCannotRewriteATerminalAndIsBounded() {
    String noisy = "yes noise | head -c 3000000; printf 'bad \\033[2J end\\n' >&2; exit 7";
    Moves move = asking(Reaction.RESTART, home).within(failing("start", noisy));
    assertThatThrownBy(() -> trigger.activate(move.context()))
        .hasMessageContaining("exit code 7")
        .hasMessageContaining("noise\\nbad \\u001b[2J end")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
  }

  @Test
  void aMissingHomeIsAFailureOfTheTriggerNotOfTheAgent() {
    Moves move = asking(Reaction.RESTART, home.resolve("gone")).within(NEW);
    assertThatThrownBy(() -> trigger.activate(move.context()))
        .isInstanceOf(TriggerException.class)
        .hasMessageContaining("could not be run");
  }

  @Test
  void ensureLeavesWhatOutlivesTheAgentAlone() {
    assertThatCode(() -> trigger.ensure(asking(Reaction.NOTHING, home).within(OLD).context()))
        .doesNotThrowAnyException();
    assertThat(home.resolve("log")).doesNotExist();
  }
}
