package dev.orch.oozie.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StartedAtTest {
  private static String of(String definition) {
    return StartedAt.of(definition.getBytes(StandardCharsets.UTF_8))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("nothing");
  }

  @Test
  void replacesTheStartAndNothingElse() {
    String before =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- <coordinator-app start="never"> for Zürich ☂ -->
        <coordinator-app name="a > b" frequency="5"
            start = '2026-01-01T00:00Z' end="${end}" timezone="UTC" xmlns="uri:oozie:coordinator:0.4">
          <action start="kept">ü</action>
        </coordinator-app>
        """;

    assertThat(of(before)).isEqualTo(before.replace("'2026-01-01T00:00Z'", "\"${orchStart}\""));
  }

  @Test
  void takesNoOtherAttributeForIt() {
    assertThat(of("<c kick-start=\"1\" end=\"2\"/>")).isEqualTo("nothing");
    assertThat(of("<c:d xmlns:c=\"u\" start=\"1\"/>")).contains("start=\"${orchStart}\"");
  }

  @Test
  void givesUpOnWhatIsNoXml() {
    assertThat(of("start=\"1\"")).isEqualTo("nothing");
    assertThat(of("")).isEqualTo("nothing");
  }
}
