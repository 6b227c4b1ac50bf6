package dev.orch.model.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "etc/filemgr.properties",
        ".hidden",
        "-dash",
        "...",
        "..a/b..",
        "with blank/ leading",
        "grüße/ファイル.xml",
        "orch/.orchid",
        ".orchignore",
        "a/b/c/d/e/f/g",
        "last of ascii~",
        "first after c1\u00A0x",
        "last before surrogates\uD7FF",
        "first after private\uF900",
        "last before specials\uFFEF",
      })
  void ordinaryAndUnusualNamesArePaths(String path) {
    assertThat(ConfigPath.problem(path)).isEmpty();
    assertThat(new ConfigPath(path).value()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "..",
        "../x",
        "a/../../x",
        "a/..",
        "./a",
        "a//b",
        "a/",
        "a\\..\\b",
        "nul\0byte",
        "line\nbreak",
        "del\u007f",
        "private\uE000use",
        "emoji\uD83D\uDE00",
        "special\uFFFE",
        "last control\u001F",
        "last of c1\u009F",
        "first surrogate\uD800",
        "last private\uF8FF",
        "first special\uFFF0",
      })
  void pathsThatEscapeOrThatZooKeeperCannotHoldAreRefused(String path) {
    assertThat(ConfigPath.problem(path)).isPresent();
    assertThatThrownBy(() -> new ConfigPath(path)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".orch",
        ".ORCH",
        ".Orch/journal",
        "deep/.oRcH/x",
        ".orch.",
        ".orch . ",
        ".or\u200Cch",
        "\uFEFF.orch",
        ".or\u034Fch",
        ".orch\uFE0F",
        ".orch\uFE00",
        ".or\u180Bch",
        ".or\u180Fch",
        "\u3164.orch",
        "．orch",
        ".ｏrch",
        ".orch:stream",
      })
  void orchsOwnDirectoryIsRefusedInEverySpelling(String path) {
    assertThat(ConfigPath.problem(path)).hasValueSatisfying(p -> assertThat(p).contains(".orch"));
  }

  @Test
  void theProblemNamesTheCulpritWithoutItsControlCharacters() {
    assertThat(ConfigPath.problem("a\u001b[31m"))
        .hasValue("path \"a\\u001b[31m\": the character U+001B is not allowed in a name");
  }

  @Test
  void lengthsAreBoundedInBytesOfUtf8() {
    assertThat(ConfigPath.problem("ü".repeat(127))).isEmpty();
    assertThat(ConfigPath.problem("ü".repeat(128))).isPresent();
    assertThat(ConfigPath.problem("a".repeat(255))).isEmpty();
    assertThat(ConfigPath.problem("a".repeat(256))).isPresent();
    String seven = ("x".repeat(127) + "/").repeat(7);
    assertThat(ConfigPath.problem(seven + "x".repeat(128))).isEmpty();
    assertThat(ConfigPath.problem(seven + "x".repeat(129))).isPresent();
    assertThat(ConfigPath.problem("a/".repeat(63) + "a")).isEmpty();
    assertThat(ConfigPath.problem("a/".repeat(64) + "a")).isPresent();
    assertThat(ConfigPath.problem("x".repeat(10_000_000))).isPresent();
  }

  @Property(tries = 20_000)
  void whateverIsAcceptedStaysBelowTheHome(@ForAll("spellings") String text) {
    Assume.that(ConfigPath.problem(text).isEmpty());
    Path home = Path.of("/srv/home");
    Path target = home.resolve(new ConfigPath(text).value()).normalize();
    assertThat(target.startsWith(home)).isTrue();
    assertThat(target).isNotEqualTo(home);
    assertThat(home.relativize(target).toString()).isEqualTo(text);
  }

  @Provide
  Arbitrary<String> spellings() {
    Arbitrary<String> part =
        Arbitraries.of(
            ".", "..", "/", "//", "\\", "a", "é", " ", "~", ".orch", "%2e%2e", "\u2025", "\uFF0F");
    return part.list().ofMinSize(0).ofMaxSize(8).map(parts -> String.join("", parts));
  }

  @Test
  void orderIsThatOfTheBytes() {
    assertThat(new ConfigPath("a/b")).isLessThan(new ConfigPath("a0"));
    assertThat(new ConfigPath("z")).isLessThan(new ConfigPath("é"));
  }

  @Test
  void parentsAndNamesFollowTheSlashes() {
    ConfigPath path = new ConfigPath("a/b/c.xml");
    assertThat(path.parent()).hasValue(new ConfigPath("a/b"));
    assertThat(path.fileName()).isEqualTo("c.xml");
    assertThat(path.names()).containsExactly("a", "b", "c.xml");
    assertThat(new ConfigPath("c.xml").parent()).isEmpty();
  }
}
