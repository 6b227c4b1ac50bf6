package dev.orch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"weather", "file-mgr", "a", "0", "host.example_1"})
  void ordinaryNamesAreLegal(String name) {
    assertThat(ComponentName.problem(name)).isEmpty();
    assertThat(new ComponentName(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_base", ".git", "a@b", "a b", "a/b", "..", "-x", "ü", "a\n"})
  void reservedAndUnsafeNamesAreRefused(String name) {
    assertThat(ComponentName.problem(name)).isPresent();
    assertThat(ProjectName.problem(name)).isPresent();
    assertThat(InstanceId.problem(name)).isPresent();
    assertThatThrownBy(() -> new ComponentName(name)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ProjectName(name)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new InstanceId(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesAreShownAsTheyAreAndOrderedByTheirText() {
    assertThat(new ProjectName("weather")).hasToString("weather");
    assertThat(new InstanceId("node-1")).hasToString("node-1");
    assertThat(new ComponentName("a")).isLessThan(new ComponentName("b"));
    assertThat(new ProjectName("a")).isLessThan(new ProjectName("b"));
    assertThat(new InstanceId("a")).isLessThan(new InstanceId("b"));
  }

  @Test
  void namesAreBounded() {
    assertThat(ProjectName.problem("a".repeat(128))).isEmpty();
    assertThat(ProjectName.problem("a".repeat(129))).isPresent();
  }

  @Test
  void digestsAreThoseOfTheStandard() throws IOException {
    // FIPS 180-4's example for "abc".
    String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    byte[] bytes = "abc".getBytes(StandardCharsets.US_ASCII);
    assertThat(Digest.of(bytes).hex()).isEqualTo(abc);
    assertThat(Digest.of(new ByteArrayInputStream(bytes))).isEqualTo(Digest.parse(abc));
    assertThat(Digest.fromBytes(Digest.parse(abc).toBytes())).isEqualTo(Digest.of(bytes));
    for (String wrong : new String[] {"", abc.substring(1), abc + "0", abc.replace('b', 'B')}) {
      assertThatThrownBy(() -> Digest.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void digestsAreOrderedByTheirBytesAndShownInHexadecimal() {
    Digest low = Digest.parse("7f" + "0".repeat(62));
    Digest high = Digest.parse("80" + "0".repeat(62));
    assertThat(low).isLessThan(high).hasToString("7f" + "0".repeat(62));
    assertThat(low.abbreviated()).isEqualTo("7f0000000000");
    assertThat(low.hashCode()).isNotEqualTo(high.hashCode());
  }

  @Test
  void textFromOutsideCannotRewriteATerminal() {
    assertThat(Quoted.of("a\u001b[2J\r\n\"\\\u202e\u200b"))
        .isEqualTo("\"a\\u001b[2J\\r\\n\\\"\\\\\\u202e\\u200b\"");
    assertThat(Quoted.of("x".repeat(500), 10)).isEqualTo("\"xxxxxxxxxx…\"");
    assertThat(Quoted.of("x".repeat(10), 10)).isEqualTo("\"xxxxxxxxxx\"");
  }
}
