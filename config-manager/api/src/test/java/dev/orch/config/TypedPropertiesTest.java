package dev.orch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TypedPropertiesTest {
  private static TypedProperties parse(String text) {
    return PropertiesFile.parse("etc/a.properties", text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void everyTypeIsReadAsItIsWritten() {
    TypedProperties properties =
        parse(
            """
            name = weather station
            port = 9000
            big = 9223372036854775807
            on = TRUE
            wait = 1m
            hosts = a, b ,,c,
            none =
            """);

    assertThat(properties.getString("name")).isEqualTo("weather station");
    assertThat(properties.getInt("port")).isEqualTo(9000);
    assertThat(properties.getLong("big")).isEqualTo(Long.MAX_VALUE);
    assertThat(properties.getBoolean("on")).isTrue();
    assertThat(properties.getDuration("wait")).isEqualTo(Duration.ofMinutes(1));
    assertThat(properties.getList("hosts")).containsExactly("a", "b", "c");
    assertThat(properties.getList("none")).isEmpty();
  }

  @Test
  void aDefaultStandsInForAMissingPropertyOnly() {
    TypedProperties properties = parse("port = nine\n");

    assertThat(properties.getInt("missing", 7)).isEqualTo(7);
    assertThat(properties.getLong("missing", 8)).isEqualTo(8);
    assertThat(properties.getBoolean("missing", true)).isTrue();
    assertThat(properties.getString("missing", "x")).isEqualTo("x");
    assertThat(properties.getDuration("missing", Duration.ZERO)).isEqualTo(Duration.ZERO);
    assertThat(properties.getList("missing", List.of("d"))).containsExactly("d");
    assertThatThrownBy(() -> properties.getInt("port", 7)).isInstanceOf(PropertyException.class);
  }

  @Test
  void errorsNameTheKeyAndTheFile() {
    TypedProperties properties = parse("port = nine\non = ture\nwait = 5\nint = 3000000000\n");

    assertThatThrownBy(() -> properties.getInt("port"))
        .isInstanceOf(PropertyException.class)
        .hasMessage("etc/a.properties: property \"port\": expected a whole number, found \"nine\"");
    assertThatThrownBy(() -> properties.getBoolean("on"))
        .hasMessage("etc/a.properties: property \"on\": expected true or false, found \"ture\"");
    assertThatThrownBy(() -> properties.getDuration("wait"))
        .hasMessageStartingWith("etc/a.properties: property \"wait\": expected a duration");
    assertThatThrownBy(() -> properties.getInt("int"))
        .hasMessageContaining("expected a whole number of 32 bits, found \"3000000000\"");
    assertThatThrownBy(() -> properties.getString("gone"))
        .hasMessage("etc/a.properties: expected a property \"gone\", found none");
  }

  @Test
  void bytesMeanWhatTheJdkSaysTheyMean() {
    TypedProperties latin = parse("city = K\u00f6ln\nriver = M\\u00e4ander\nlong = a\\\n  b\n");
    TypedProperties utf8 =
        PropertiesFile.parse("u", "city = K\u00f6ln".getBytes(StandardCharsets.UTF_8));

    assertThat(latin.getString("city")).isEqualTo("K\u00f6ln");
    assertThat(latin.getString("river")).isEqualTo("M\u00e4ander");
    assertThat(latin.getString("long")).isEqualTo("ab");
    assertThat(utf8.getString("city")).as("ISO 8859-1, as the JDK").isEqualTo("K\u00c3\u00b6ln");
  }

  @Test
  void theLastFileWinsAndIsNamed() {
    TypedProperties first = TypedProperties.ofFile("a", Map.of("x", "1", "y", "1"));
    TypedProperties second = TypedProperties.ofFile("b", Map.of("y", "2", "z", "2"));

    TypedProperties merged = TypedProperties.merged(List.of(first, second));

    assertThat(merged.toMap())
        .containsExactlyInAnyOrderEntriesOf(Map.of("x", "1", "y", "2", "z", "2"));
    assertThat(merged.fileOf("y")).hasValue("b");
    assertThat(merged.files()).containsExactly("a", "b");
  }

  @Test
  void textOfTheObjectHoldsNoValue() {
    assertThat(parse("password = secret\n").toString()).doesNotContain("secret");
  }
}
