package dev.orch.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;
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
      Assertions.assertThatThrownBy(() -> Digest.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void textFromOutsideCannotRewriteATerminal() {
    assertThat(Quoted.of("a\u001b[2J\r\n\"\\\u202e\u200b"))
        .isEqualTo("\"a\\u001b[2J\\r\\n\\\"\\\\\\u202e\\u200b\"");
    assertThat(Quoted.of("x".repeat(500), 10)).isEqualTo("\"xxxxxxxxxx…\"");
  }
}
