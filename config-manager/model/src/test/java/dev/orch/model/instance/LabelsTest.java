package dev.orch.model.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class LabelsTest {
  @Test
  void areReadAndToldInOrderOfTheirKeys() {
    Labels labels = Labels.parse(List.of("rack=a", "dc=x", "rack=a"));

    assertThat(labels).hasToString("dc=x,rack=a");
    assertThat(labels.value("rack")).contains("a");
    assertThat(labels.value("row")).isEmpty();
    assertThat(Labels.NONE).hasToString("");
  }

  @Test
  void areRefusedAllTogether() {
    assertThatThrownBy(
            () -> Labels.parse(List.of("rack", "=a", "dc=", "a b=c", "d=é", "k=1", "k=2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("label \"rack\": expected KEY=VALUE")
        .hasMessageContaining("label \"=a\"")
        .hasMessageContaining("label \"dc=\"")
        .hasMessageContaining("label \"a b=c\"")
        .hasMessageContaining("label \"d=")
        .hasMessageContaining("label k: expected one value, found 1 and 2");
  }

  @Test
  void areBounded() {
    TreeMap<String, String> many = new TreeMap<>();
    for (int i = 0; i <= Labels.MAX_COUNT; i++) {
      many.put("k" + i, "v");
    }

    assertThatThrownBy(() -> new Labels(many)).hasMessageContaining("at most 32 labels, found 33");
    assertThat(Labels.problem("k=" + "v".repeat(63))).isEmpty();
    assertThat(Labels.problem("k=" + "v".repeat(64))).isPresent();
  }

  @Test
  void includeOthersOnlyWithTheSameValues() {
    Labels labels = Labels.parse(List.of("rack=a", "dc=x"));

    assertThat(labels.include(Labels.NONE)).isTrue();
    assertThat(labels.include(Labels.parse(List.of("rack=a")))).isTrue();
    assertThat(labels.include(Labels.parse(List.of("rack=b")))).isFalse();
    assertThat(labels.include(Labels.parse(List.of("row=1")))).isFalse();
  }
}
