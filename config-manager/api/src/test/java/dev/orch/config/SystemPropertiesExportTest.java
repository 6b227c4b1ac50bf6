package dev.orch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class SystemPropertiesExportTest {
  private final Properties system = new Properties();
  private final SystemPropertiesExport export = new SystemPropertiesExport(system);

  @Test
  void aNewRevisionUpdatesAndRemovesWhatTheLastOneExported() {
    export.update(Map.of("a", "1", "b", "1"));
    export.update(Map.of("b", "2", "c", "2"));

    assertThat(system).isEqualTo(Map.of("b", "2", "c", "2"));
  }

  @Test
  void whatTheCommandLineSetIsNeitherOverriddenNorRemoved() {
    system.setProperty("port", "from the command line");

    export.update(Map.of("port", "9000"));
    export.update(Map.of());
    export.update(Map.of("port", "9001"));
    export.close();

    assertThat(system.getProperty("port")).isEqualTo("from the command line");
  }

  @Test
  void whatTheApplicationSetLaterIsLeftAlone() {
    export.update(Map.of("port", "9000"));
    system.setProperty("port", "mine");

    export.update(Map.of("port", "9001"));
    assertThat(system.getProperty("port")).isEqualTo("mine");
    export.update(Map.of());
    export.close();

    assertThat(system.getProperty("port")).isEqualTo("mine");
  }

  @Test
  void whatBelongsToJavaOrToOrchIsNeverSet() {
    Map<String, String> hostile =
        Map.of(
            "java.home", "x",
            "javax.net.ssl.trustStore", "x",
            "sun.boot.library.path", "x",
            "jdk.tls.client.protocols", "x",
            "orch.zk.connect", "x",
            "org.apache.oodt.config.zk.connectString", "x",
            "os.name", "x",
            "user.dir", "x",
            "file.encoding", "x",
            "", "x");

    export.update(hostile);

    assertThat(system).isEmpty();
  }

  @Test
  void closingTakesBackWhatWasExportedAndNoMore() {
    system.setProperty("kept", "1");
    export.update(Map.of("a", "1"));

    export.close();
    export.update(Map.of("late", "1"));

    assertThat(system).isEqualTo(Map.of("kept", "1"));
  }

  @Test
  void twoManagersDoNotFightOverAKey() {
    SystemPropertiesExport other = new SystemPropertiesExport(system);
    export.update(Map.of("a", "first"));
    other.update(Map.of("a", "second", "b", "second"));

    other.close();

    assertThat(system).isEqualTo(Map.of("a", "first"));
  }

  @Test
  void updatesByManyThreadsLeaveOneOfThemWhole() throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<?>> done = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        String value = "v" + t;
        done.add(
            pool.submit(
                () -> {
                  start.await();
                  for (int i = 0; i < 500; i++) {
                    export.update(Map.of("a", value, "b", value, "only-" + value, value));
                  }
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> future : done) {
        future.get();
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(system).hasSize(3);
    assertThat(system.getProperty("a")).isEqualTo(system.getProperty("b"));
    assertThat(system).containsKey("only-" + system.getProperty("a"));
  }
}
