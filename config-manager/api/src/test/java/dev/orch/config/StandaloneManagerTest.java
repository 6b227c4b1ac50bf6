package dev.orch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orch.model.InvalidInputException;
import dev.orch.model.OrchException;
import dev.orch.model.Problem;
import dev.orch.model.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StandaloneManagerTest {
  @TempDir Path home;

  @BeforeEach
  void directories() throws IOException {
    Files.createDirectories(home.resolve("etc"));
  }

  private void write(String file, String text) throws IOException {
    Files.write(home.resolve(file), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private ConfigurationManager manager(String... files) {
    Map<String, String> properties = Map.of("orch.home", home.toString());
    return ConfigurationFactory.getConfigurationManager(
        new Settings(properties::get, name -> null, Map.of()),
        "file-mgr",
        List.of(files).stream().map(Path::of).toList());
  }

  @Test
  void givenFilesAreMergedInTheOrderGiven() throws IOException {
    write("etc/a.properties", "x = a\ny = a\n");
    write("etc/b.properties", "x = b\n");

    try (ConfigurationManager manager = manager("etc/b.properties", "etc/a.properties")) {
      Configuration configuration = manager.loadConfiguration();

      assertThat(configuration.properties().getString("x")).isEqualTo("a");
      assertThat(configuration.properties("etc/b.properties").getString("x")).isEqualTo("b");
      assertThat(configuration.files()).containsExactly("etc/a.properties", "etc/b.properties");
      assertThat(configuration.revision()).isEmpty();
      assertThat(configuration.warning()).isEmpty();
      assertThat(manager.instances()).isEmpty();
      assertThat(manager.current()).hasValue(configuration);
    }
  }

  @Test
  void otherFilesBelowTheHomeAreThereToo() throws IOException {
    write("etc/a.properties", "x = a\n");
    write("etc/types.xml", "<types/>");

    try (ConfigurationManager manager = manager("etc/a.properties")) {
      Configuration configuration = manager.loadConfiguration();
      byte[] first = configuration.bytes("etc/types.xml");
      write("etc/types.xml", "<other/>");

      assertThat(first).asString(StandardCharsets.UTF_8).isEqualTo("<types/>");
      assertThat(configuration.bytes("etc/types.xml")).as("a snapshot stays").isEqualTo(first);
      assertThat(configuration.path("etc/types.xml")).isEqualTo(home.resolve("etc/types.xml"));
      assertThat(configuration.has("etc/none.xml")).isFalse();
      assertThatThrownBy(() -> configuration.bytes("etc/none.xml"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("\"etc/none.xml\"");
      assertThatThrownBy(() -> configuration.bytes("../secret"))
          .isInstanceOf(ConfigurationException.class);
      assertThatThrownBy(() -> configuration.properties("etc/types.xml"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("expected a properties file");
    }
  }

  @Test
  void everyProblemOfEveryFileIsToldAtOnce() throws IOException {
    write("etc/good.properties", "x = a\n");
    write("etc/bad.properties", "x = \\u12\n");
    Files.createDirectory(home.resolve("etc/dir.properties"));

    try (ConfigurationManager manager =
        manager(
            "etc/missing.properties",
            "etc/good.properties",
            "etc/bad.properties",
            "etc/dir.properties")) {
      InvalidInputException refused =
          catchThrowableOfType(InvalidInputException.class, manager::loadConfiguration);

      assertThat(refused.problems())
          .extracting(Problem::where)
          .containsExactly(
              home.resolve("etc/bad.properties").toString(),
              home.resolve("etc/dir.properties").toString(),
              home.resolve("etc/missing.properties").toString());
      assertThat(manager.current()).isEmpty();
    }
  }

  @Test
  void aFileElsewhereIsNamedAsItWasGiven() throws IOException {
    Files.createDirectory(home.resolve("bin"));
    write("etc/a.properties", "x = a\n");

    try (ConfigurationManager manager =
        ConfigurationFactory.builder("file-mgr")
            .home(home.resolve("bin"))
            .propertiesFiles(List.of(Path.of("../etc/a.properties")))
            .standalone()) {
      Configuration configuration = manager.loadConfiguration();

      assertThat(configuration.properties("../etc/a.properties").getString("x")).isEqualTo("a");
    }
  }

  @Test
  void listenersAreToldWhatAReloadChanged() throws IOException {
    write("etc/a.properties", "x = 1\ny = 1\n");
    write("etc/b.properties", "z = 1\n");
    List<ConfigurationChange> told = new ArrayList<>();

    try (ConfigurationManager manager = manager("etc/a.properties", "etc/b.properties")) {
      manager.loadConfiguration();
      manager.addListener(told::add);
      manager.loadConfiguration();
      assertThat(told).as("nothing changed").isEmpty();

      write("etc/a.properties", "x = 2\nw = 1\n");
      Configuration after = manager.loadConfiguration();
      manager.loadConfiguration();

      assertThat(told).hasSize(1);
      assertThat(told.get(0).modified()).containsExactly("etc/a.properties");
      assertThat(told.get(0).properties()).containsExactly("w", "x", "y");
      assertThat(told.get(0).added()).isEmpty();
      assertThat(told.get(0).deleted()).isEmpty();
      assertThat(told.get(0).after()).isSameAs(after);
      assertThat(told.get(0).before().properties().getInt("x")).isEqualTo(1);
    }
  }

  @Test
  void aFailedReloadThrowsTellsAndIsMendedByTheNext() throws IOException {
    write("etc/a.properties", "x = 1\n");
    List<OrchException> failures = new ArrayList<>();
    List<ConfigurationChange> changes = new ArrayList<>();

    try (ConfigurationManager manager = manager("etc/a.properties")) {
      Configuration first = manager.loadConfiguration();
      manager.addListener(
          new ConfigurationListener() {
            @Override
            public void changed(ConfigurationChange change) {
              changes.add(change);
            }

            @Override
            public void failed(OrchException problem) {
              failures.add(problem);
            }
          });
      write("etc/a.properties", "x = \\uZZZZ\n");

      assertThatThrownBy(manager::loadConfiguration).isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(manager::loadConfiguration).isInstanceOf(InvalidInputException.class);
      assertThat(failures).as("told once").hasSize(1);
      assertThat(manager.current()).as("the last good one").hasValue(first);

      write("etc/a.properties", "x = 2\n");
      manager.loadConfiguration();
      assertThat(changes).hasSize(1);
    }
  }

  @Test
  void aListenerThatThrowsKeepsNoOtherFromBeingTold() throws IOException {
    write("etc/a.properties", "x = 1\n");
    List<ConfigurationChange> told = new ArrayList<>();

    try (ConfigurationManager manager = manager("etc/a.properties")) {
      manager.addListener(
          change -> {
            throw new IllegalStateException("a listener's own fault");
          });
      manager.addListener(told::add);

      manager.loadConfiguration();

      assertThat(told).hasSize(1);
      assertThat(told.get(0).added()).containsExactly("etc/a.properties");
    }
  }

  @Test
  void aClosedManagerSaysSoAndItsConfigurationsStay() throws IOException {
    write("etc/a.properties", "x = 1\n");
    ConfigurationManager manager = manager("etc/a.properties");
    Configuration configuration = manager.loadConfiguration();

    manager.close();
    manager.close();

    assertThatThrownBy(manager::loadConfiguration)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(manager::instances).isInstanceOf(ConfigurationException.class);
    assertThat(configuration.properties().getInt("x")).isEqualTo(1);
  }
}
