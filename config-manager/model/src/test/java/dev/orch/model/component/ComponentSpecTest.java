package dev.orch.model.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.path.ConfigPath;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComponentSpecTest {
  @Test
  void withoutAnyEntryTheDefaultsHold() {
    ComponentSpec spec = ComponentSpec.DEFAULT;
    assertThat(spec.layout()).isEqualTo(Layout.IN_PLACE);
    assertThat(spec.trigger()).isEqualTo(ComponentSpec.NO_TRIGGER);
    assertThat(spec.drift()).isEqualTo(DriftPolicy.REPORT);
    assertThat(spec.command().timeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(spec.reactionTo(new ConfigPath("any"))).isEqualTo(Reaction.RESTART);
  }

  @Test
  void theFirstRuleThatSelectsAFileWins() {
    ComponentSpec spec =
        ComponentSpec.ofCanonical(
            Map.of(
                "on-change.000.paths.000", "a/**",
                "on-change.000.paths.001", "b/*.xml",
                "on-change.000.do", "reload",
                "on-change.001.paths.000", "**",
                "on-change.001.do", "nothing"));
    assertThat(spec.reactionTo(new ConfigPath("a/x/y"))).isEqualTo(Reaction.RELOAD);
    assertThat(spec.reactionTo(new ConfigPath("b/x.xml"))).isEqualTo(Reaction.RELOAD);
    assertThat(spec.reactionTo(new ConfigPath("b/x.txt"))).isEqualTo(Reaction.NOTHING);
  }

  @Test
  void keysOfALaterVersionAreKept() {
    Map<String, String> entries = Map.of("rollout.canary", "1", "trigger", "command");
    ComponentSpec spec = ComponentSpec.ofCanonical(entries);
    assertThat(spec.canonical()).containsExactlyInAnyOrderEntriesOf(entries);
    assertThat(spec.trigger()).isEqualTo("command");
  }

  @Test
  void commandsWithoutATriggerMeanTheCommandTrigger() {
    assertThat(ComponentSpec.ofCanonical(Map.of("command.start", "x")).trigger())
        .isEqualTo("command");
  }

  @Test
  void eachCommandIsReadFromItsKey() {
    CommandSpec command =
        ComponentSpec.ofCanonical(
                Map.of(
                    "command.stop", "bin/stop",
                    "command.start", "bin/start",
                    "command.reload", "bin/reload",
                    "command.timeout", "PT5S"))
            .command();
    assertThat(command.stop()).contains("bin/stop");
    assertThat(command.start()).contains("bin/start");
    assertThat(command.reload()).contains("bin/reload");
    assertThat(command.timeout()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void specsAreEqualIfTheirEntriesAre() {
    ComponentSpec heal = ComponentSpec.ofCanonical(Map.of("drift", "heal"));
    assertThat(heal)
        .isEqualTo(ComponentSpec.ofCanonical(Map.of("drift", "heal")))
        .hasToString("{drift=heal}")
        .isNotEqualTo(ComponentSpec.DEFAULT)
        .doesNotHaveSameHashCodeAs(ComponentSpec.DEFAULT);
  }

  @Test
  void withoutPatternsThePropertiesAreThoseNamedSo() {
    assertThat(ComponentSpec.defaultPropertiesPatterns())
        .singleElement()
        .hasToString("**/*.properties");
  }

  @Test
  void aRefusedNameOfAConstantListsThoseThereAre() {
    assertThatThrownBy(() -> ComponentSpec.ofCanonical(Map.of("layout", "sideways")))
        .hasMessageContaining("in-place")
        .hasMessageContaining("versioned");
  }

  @Test
  void impossibleValuesOfKnownKeysAreRefusedByName() {
    for (Map<String, String> entries :
        java.util.List.of(
            Map.of("layout", "sideways"),
            Map.of("drift", ""),
            Map.of("command.timeout", "soon"),
            Map.of("command.timeout", "PT0S"),
            Map.of("on-change.000.paths.000", "{"),
            Map.of("on-change.000.paths.000", "a"))) {
      assertThatThrownBy(() -> ComponentSpec.ofCanonical(entries))
          .as("%s", entries)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
