package dev.orch.agent.trigger;

import static dev.orch.agent.Moves.asking;
import static dev.orch.agent.Moves.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.agent.Moves;
import dev.orch.agent.command.CommandOverrides;
import dev.orch.agent.command.CommandRunner;
import dev.orch.agent.command.CommandTrigger;
import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.Reaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SelectingTriggerTest {
  private static final ComponentSpec NONE = spec(Map.of("trigger", "none"));
  private static final ComponentSpec ONE = spec(Map.of("trigger", "one"));
  private static final ComponentSpec TWO = spec(Map.of("trigger", "two"));
  private static final ComponentSpec UNKNOWN = spec(Map.of("trigger", "three"));

  private final List<String> log = new ArrayList<>();
  private final NamedTriggers triggers = triggersWith(CommandOverrides.NONE);
  private final SelectingTrigger trigger =
      new SelectingTrigger(triggers, context -> log.add("moving"));

  private NamedTriggers triggersWith(CommandOverrides overrides) {
    return NamedTriggers.create(
        new TriggerSetup(Moves.IDENTITY, overrides, new CommandRunner(Path.of("unused"))),
        List.of(RecordingTrigger.factory("one", log), RecordingTrigger.factory("two", log)));
  }

  private void apply(Moves move) throws Exception {
    TriggerContext context = move.context();
    trigger.prepare(context);
    trigger.activate(context);
  }

  private static Moves move() {
    return asking(Reaction.RESTART, Path.of("/home"));
  }

  @Test
  void eachStateIsStoppedAndStartedByItsOwnTrigger() throws Exception {
    apply(move().from(ONE).to(TWO));
    assertThat(log).containsExactly("moving", "one prepare", "two activate");
  }

  @Test
  void theFirstApplyIsPreparedByTheTriggerToCome() throws Exception {
    apply(move().from(null).to(TWO));
    assertThat(log).containsExactly("moving", "two prepare", "two activate");
  }

  @Test
  void aComponentThatAsksForNoTriggerFromNowOnIsNotStopped() throws Exception {
    apply(move().from(ONE).to(NONE));
    assertThat(log).containsExactly("moving");
  }

  @Test
  void goingBackToNothingStopsWhatWasStarted() throws Exception {
    TriggerContext back = move().from(TWO).to(null).undoing().context();
    trigger.prepare(back);
    trigger.undo(back);
    assertThat(log).containsExactly("moving", "two prepare");
  }

  @Test
  void aTriggerThatIsNotThereRefusesBeforeAnythingIsStopped() {
    TriggerContext context = move().from(ONE).to(UNKNOWN).context();
    assertThatThrownBy(() -> trigger.prepare(context))
        .isInstanceOf(TriggerException.class)
        .hasMessage(
            "the component asks for the trigger \"three\", which this agent does not have;"
                + " it has command, none, one, two");
    assertThat(log).containsExactly("moving");
  }

  @Test
  void theProcessTriggerNeedsAChild() {
    assertThat(triggers.of(spec(Map.of("trigger", "process")))).isEmpty();
    assertThat(triggers.missing(spec(Map.of("trigger", "process"))))
        .contains("was given no command to run as its child");
  }

  @Test
  void commandsGivenToTheAgentWorkForAComponentWithoutATrigger() {
    NamedTriggers given = triggersWith(new CommandOverrides(null, "start", null, null));
    assertThat(given.of(NONE)).get().isInstanceOf(CommandTrigger.class);
    assertThat(given.of(ONE)).get().isInstanceOf(RecordingTrigger.class);
    assertThat(triggers.of(NONE)).containsSame(Trigger.NONE);
  }
}
