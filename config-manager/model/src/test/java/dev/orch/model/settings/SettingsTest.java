package dev.orch.model.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> file = new HashMap<>();

  private String project() {
    return new Settings(properties::get, environment::get, file)
        .get(Setting.PROJECT)
        .orElse("unset");
  }

  @Test
  void theNearestSourceWins() {
    assertThat(project()).isEqualTo("unset");
    file.put("project", "file");
    assertThat(project()).isEqualTo("file");
    environment.put("OODT_PROJECT", "env-alias");
    assertThat(project()).isEqualTo("env-alias");
    environment.put("ORCH_PROJECT", "env");
    assertThat(project()).isEqualTo("env");
    properties.put("org.apache.oodt.config.project", "property-alias");
    assertThat(project()).isEqualTo("property-alias");
    properties.put("orch.project", "property");
    assertThat(project()).isEqualTo("property");
  }

  @Test
  void blankValuesCountAsNotSet() {
    properties.put("orch.project", " ");
    environment.put("ORCH_PROJECT", "env");
    assertThat(project()).isEqualTo("env");
  }

  @Test
  void noTwoSettingsShareAName() {
    assertThat(Arrays.stream(Setting.values()).map(Setting::property)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(Setting.values()).map(Setting::environment)).doesNotHaveDuplicates();
  }
}
