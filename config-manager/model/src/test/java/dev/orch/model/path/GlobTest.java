package dev.orch.model.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "**/*.properties | a.properties       | true",
        "**/*.properties | etc/a.properties   | true",
        "**/*.properties | etc/a.properties.x | false",
        "*.xml           | a.xml              | true",
        "*.xml           | etc/a.xml          | false",
        "policy/**       | policy/core/a.xml  | true",
        "policy/**       | policyx            | false",
        "a/**/b          | a/b                | true",
        "a/**/b          | a/x/y/b            | true",
        "a/**/b          | ab                 | false",
        "?.txt           | a.txt              | true",
        "?.txt           | ab.txt             | false",
        "*.{xml,xsd}     | a.xsd              | true",
        "*.{xml,xsd}     | a.xs               | false",
        "a.b             | axb                | false",
        "a+(b)[c]$       | a+(b)[c]$          | true",
        "**              | any/thing          | true",
        "x,y             | x,y                | true",
        "a b             | a b                | true",
        "{a,b}/c         | b/c                | true",
        "a/**.xml        | a/x/y.xml          | true",
        "a/**.xml        | a/x/y.txt          | false",
        "*b              | ab                 | true",
        "*ab             | aab                | true",
      })
  void matchesWholePathsAsGitDoes(String glob, String path, boolean expected) {
    assertThat(Glob.of(glob).matches(new ConfigPath(path))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/abs",
        "{a",
        "a}",
        "{a,{b}}",
        "{{a}",
        "}a",
        "}{a",
        "a}{b",
        "{a,b}{c,d}{e,f}{g,h}{i,j}{k,l}{m,n}",
        "a\u0001"
      })
  void malformedPatternsAreRefused(String glob) {
    assertThatThrownBy(() -> Glob.of(glob)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsWrongWithBracesIsSaid() {
    assertThatThrownBy(() -> Glob.of("x{a")).hasMessageContaining("'{' is never closed");
    assertThatThrownBy(() -> Glob.of("a}{b")).hasMessageContaining("'}' without a '{'");
    assertThatThrownBy(() -> Glob.of("{{a}")).hasMessageContaining("cannot be nested");
  }

  @Test
  void patternsAreBounded() {
    assertThat(Glob.of("a".repeat(1024))).hasToString("a".repeat(1024));
    assertThatThrownBy(() -> Glob.of("a".repeat(1025)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Glob.of("{a,b}".repeat(6)).matches(new ConfigPath("abbaab"))).isTrue();
  }

  @Test
  void patternsAreEqualIfWrittenTheSame() {
    assertThat(Glob.of("a*")).isEqualTo(Glob.of("a*")).hasSameHashCodeAs(Glob.of("a*"));
    assertThat(Glob.of("a*")).isNotEqualTo(Glob.of("b*"));
    assertThat(Glob.of("a*").hashCode()).isNotEqualTo(Glob.of("b*").hashCode());
    assertThat(Glob.of("a*")).isNotEqualTo("a*");
  }

  @Test
  void aHostilePatternEndsInTime() {
    Glob glob = Glob.of("**/".repeat(300) + "*a".repeat(20) + "b");
    ConfigPath path = new ConfigPath("a/".repeat(60) + "a".repeat(60));
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(glob.matches(path)).isFalse());
  }
}
