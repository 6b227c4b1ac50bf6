package dev.orch.oozie.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTest {
  @Test
  void putsValuesInWhoseOwnVariablesAreReplacedToo() {
    Variables variables = new Variables(Map.of("a", "1${b}", "b", "2${c.d}", "c.d", "3"));

    assertThat(variables.resolve("x${a}y${ b }")).contains("x123y23");
  }

  @Test
  void leavesFunctions() {
    assertThat(new Variables(Map.of()).resolve("${coord:days(1)}")).contains("${coord:days(1)}");
  }

  @Test
  void hasNothingForWhatHasNoValueOrGoesRound() {
    assertThat(new Variables(Map.of()).resolve("${missing}")).isEmpty();
    assertThat(new Variables(Map.of("a", "${b}", "b", "${a}")).resolve("${a}")).isEmpty();
  }
}
