package dev.orch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.settings.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationFactoryTest {
  @TempDir Path home;

  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  private Settings settings() {
    return new Settings(properties::get, environment::get, Map.of());
  }

  private ConfigurationManager manager(String component, Path... files) {
    return ConfigurationFactory.getConfigurationManager(settings(), component, List.of(files));
  }

  @Test
  void standaloneUnlessSaid() {
    try (ConfigurationManager manager = manager("file-mgr")) {
      assertThat(manager).isInstanceOf(StandaloneManager.class);
      assertThat(manager.component().value()).isEqualTo("file-mgr");
      assertThat(manager.loadConfiguration().files()).isEmpty();
    }
  }

  @Test
  void theProcessesOwnSettingsAreUsedWhenNoneAreGiven() {
    try (ConfigurationManager manager = ConfigurationFactory.getConfigurationManager("file-mgr")) {
      assertThat(manager).isInstanceOf(StandaloneManager.class);
    }
  }

  @Test
  void everythingThatDistributedModeMissesIsToldAtOnceWithTheNamesToSet() {
    environment.put("OODT_DISTRIBUTED_CONF", "true");

    InvalidInputException refused =
        catchThrowableOfType(InvalidInputException.class, () -> manager("file-mgr"));

    assertThat(refused.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "orch.home: expected a home directory, found none; set system property orch.home or"
                + " environment variable ORCH_HOME",
            "orch.project: expected a project, found none; set system property orch.project or"
                + " environment variable ORCH_PROJECT",
            "orch.zk.connect: expected a connect string, found none; set system property"
                + " orch.zk.connect or environment variable ORCH_ZK_CONNECT");
  }

  @Test
  void everythingThatIsMalformedIsToldAtOnceToo() {
    properties.put("orch.config.distributed", "true");
    properties.put("orch.project", "we/ather");
    properties.put("orch.instance", "..");
    properties.put("orch.home", home.toString());
    properties.put("orch.zk.connect", "localhost:1");
    properties.put("orch.zk.connect-timeout", "soon");
    properties.put("orch.labels", "rack=a,rack");
    properties.put("orch.endpoints", "rpc=node-7");
    properties.put("orch.config.export-properties", "yes");

    InvalidInputException refused =
        catchThrowableOfType(
            InvalidInputException.class,
            () -> manager("file mgr", Path.of("../outside.properties")));

    assertThat(refused.problems())
        .extracting(Problem::where)
        .containsExactly(
            "../outside.properties",
            "component",
            "orch.config.export-properties",
            "orch.endpoints",
            "orch.instance",
            "orch.labels",
            "orch.project",
            "orch.zk.connect-timeout");
  }

  @Test
  void aModeThatIsNeitherTrueNorFalseIsNotTakenForFalse() {
    properties.put("orch.config.distributed", "on");

    assertThatThrownBy(() -> manager("file-mgr"))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(Problem::what)
                    .containsExactly("expected true or false, found \"on\""));
  }
}
