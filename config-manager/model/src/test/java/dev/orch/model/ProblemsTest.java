package dev.orch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  @Test
  void problemsAreListedOnceInOrderOfPlaceThenText() {
    Problem a1 = new Problem("a", "1");
    Problem a2 = new Problem("a", "2");
    Problem b0 = new Problem("b", "0");
    InvalidInputException refused =
        new InvalidInputException("3 problems", List.of(b0, a2, a1, a2));
    assertThat(refused.problems()).containsExactly(a1, a2, b0);
    assertThat(refused).hasMessage("3 problems");
    assertThat(refused.advice()).contains("nothing was written");
  }

  @Test
  void anInputWithoutAProblemCannotBeRefused() {
    assertThatThrownBy(() -> new InvalidInputException("none", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anUnknownOutcomeSaysByWhichIdToAsk() {
    OutcomeUnknownException unknown = new OutcomeUnknownException("3fa9c1e2", null);
    assertThat(unknown.publishId()).isEqualTo("3fa9c1e2");
    assertThat(unknown.advice()).contains("--publish-id 3fa9c1e2");
  }
}
