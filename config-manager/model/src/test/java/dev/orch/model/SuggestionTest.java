package dev.orch.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  private static final List<String> NAMES = List.of("file-mgr", "workflow", "ingest-jobs");

  @Test
  void aSlipIsRecognised() {
    assertThat(Suggestion.closest("file-mrg", NAMES)).contains("file-mgr");
    assertThat(Suggestion.closest("Workflows", NAMES)).contains("workflow");
  }

  @Test
  void anotherWordIsNotTakenForOne() {
    assertThat(Suggestion.closest("scheduler", NAMES)).isEmpty();
    assertThat(Suggestion.closest("x", NAMES)).isEmpty();
    assertThat(Suggestion.closest("f".repeat(100_000), NAMES)).isEmpty();
  }

  @Test
  void howMuchIsASlipDependsOnTheLength() {
    assertThat(Suggestion.closest("abcd", List.of("abcdef"))).contains("abcdef");
    assertThat(Suggestion.closest("abc", List.of("axx"))).isEmpty();
    assertThat(Suggestion.closest("x", List.of("yz"))).isEmpty();
    String longest = "n".repeat(200);
    assertThat(Suggestion.closest(longest, List.of(longest + "m"))).contains(longest + "m");
  }

  @Test
  void lettersLeftOutInFrontCountAsMuchAsOthers() {
    assertThat(Suggestion.closest("abcd", List.of("xyabcd", "abce"))).contains("abce");
  }

  @Test
  void theNearestWinsThenTheFirstInOrder() {
    assertThat(Suggestion.closest("node-1", List.of("node-3", "node-2"))).contains("node-2");
    assertThat(Suggestion.closest("node-1", List.of("node", "node-10"))).contains("node-10");
  }
}
