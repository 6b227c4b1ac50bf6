package dev.orch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.spi.SelectorProvider;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;
import org.slf4j.simple.SimpleServiceProvider;

class StartSettingsTest {
  @Test
  void whatRunsForLongSaysWhen() {
    for (String command : new String[] {"agent", "server", "exporter"}) {
      assertThat(settings(false, "--quiet", command))
          .containsEntry(StartSettings.SHOW_TIME, "true")
          .containsKey(StartSettings.TIME_FORMAT)
          .doesNotContainKey(StartSettings.LOG_LEVEL);
    }
  }

  @Test
  void aShortCommandDoesNotUnlessItIsVerbose() {
    assertThat(settings(false, "publish", "tree"))
        .doesNotContainKeys(StartSettings.SHOW_TIME, StartSettings.TIME_FORMAT);
    assertThat(settings(true, "publish", "tree"))
        .containsEntry(StartSettings.SHOW_TIME, "true")
        .containsEntry(StartSettings.LOG_LEVEL, "debug");
  }

  @Test
  void whatIsNamedIsWhatWouldBeFound() {
    Map<String, String> settings = settings(false, "status");
    assertThat(settings)
        .containsEntry(StartSettings.LOG_PROVIDER, SimpleServiceProvider.class.getName());
    assertThat(LoggerFactory.getILoggerFactory()).isNotInstanceOf(NOPLoggerFactory.class);
    if (settings.containsKey(StartSettings.SELECTORS)) {
      assertThat(settings)
          .containsEntry(StartSettings.SELECTORS, SelectorProvider.provider().getClass().getName());
    }
  }

  @Test
  void whoeverNamedAnotherIsHeeded() {
    String name = "test.start.settings." + System.nanoTime();
    StartSettings.setUnlessGiven(name, "ours");
    StartSettings.setUnlessGiven(name, "later");
    assertThat(System.getProperty(name)).isEqualTo("ours");
    System.clearProperty(name);
  }

  private static Map<String, String> settings(boolean verbose, String... args) {
    return StartSettings.of(args, verbose);
  }
}
