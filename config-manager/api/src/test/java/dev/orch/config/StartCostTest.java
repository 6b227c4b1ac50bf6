package dev.orch.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application that starts has its Java load, in a process of its own. */
class StartCostTest {
  @TempDir private Path directory;

  @Test
  void nothingIsMadeToCompareRecords() throws Exception {
    try (ZooKeeperFixture fixture = new ZooKeeperFixture()) {
      new TestProject(fixture.store())
          .publish(Trees.of("etc/a.properties", "x=1", "b.xml", "<b/>"));
      String connect = fixture.settings().connect();
      start(connect);
      List<String> loadedByTheSecond = start(connect);

      assertThat(loadedByTheSecond)
          .contains("dev.orch.config.EngineFeed", "dev.orch.zookeeper.ZooKeeperStore")
          .doesNotContain("java.lang.runtime.ObjectMethods");
    }
  }

  private List<String> start(String connect) throws Exception {
    Path log = directory.resolve("classes");
    Process application =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log + "::filecount=0",
                "-cp",
                System.getProperty("java.class.path"),
                StartCostTest.class.getName(),
                connect,
                directory.resolve("home").toString())
            .inheritIO()
            .start();
    assertThat(application.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(application.exitValue()).isZero();
    // [0.123s][info][class,load] NAME source: …
    return Files.readAllLines(log).stream().map(line -> line.split(" ", 3)[1]).toList();
  }

  /** The application: loads its configuration, and ends. */
  public static void main(String[] arguments) {
    try (ConfigurationManager manager =
        ConfigurationFactory.builder("file-mgr")
            .project("weather")
            .store(StoreSettings.of(arguments[0]))
            .home(Path.of(arguments[1]))
            .instance("test-1")
            .distributed()) {
      if (!manager.loadConfiguration().properties().getString("x").equals("1")) {
        throw new IllegalStateException("expected what was published");
      }
    }
  }
}
