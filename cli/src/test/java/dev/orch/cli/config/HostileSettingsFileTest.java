package dev.orch.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.testing.ParserTrial;
import dev.orch.testing.Trials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileSettingsFileTest {
  static final String NESTED =
      "# c\nzk:\n  connect: a:2181,b:2181\n  session-timeout: 10s\nproject: 'weather'\n";
  static final String DOTTED = "zk: {connect: \"a:2181\"}\npublish.retention: 7\n";

  @TempDir Path dir;

  private ParserTrial trial() {
    Path file = dir.resolve("orch.yaml");
    return new ParserTrial(
        "conf/orch.yaml",
        file.toString(),
        document -> {
          Files.write(file, document);
          SettingsFile.read(file);
        });
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aSettingsFileIsReadOrRefusedByItsPlace() {
    ParserTrial trial = trial();
    int documents = Trials.of(10_000);
    trial.run(20261125, documents, utf8(NESTED), utf8(DOTTED));
    assertThat(trial.refused()).isGreaterThan(documents / 2);
  }

  @Test
  void bombsAreRefusedBeforeTheyGoOff() {
    StringBuilder aliases = new StringBuilder("a0: &a0 {x: y}\n");
    for (int i = 1; i < 60; i++) {
      aliases.append(String.format("a%d: &a%d {l: *a%d, r: *a%d}%n", i, i, i - 1, i - 1));
    }
    ParserTrial trial = trial();
    trial.tryOne(utf8(aliases.toString()));
    trial.tryOne(utf8("&a {zk: *a}"));
    trial.tryOne(utf8("zk: " + "{a: ".repeat(100_000)));
    trial.tryOne(utf8("zk: " + "[".repeat(60_000)));
    trial.tryOne(utf8("- ".repeat(30_000)));
    trial.tryOne(utf8("zk: " + "x".repeat(10_000_000)));
    trial.tryOne(new byte[] {'z', 'k', ':', (byte) 0xFF});
    assertThat(trial.refused()).isEqualTo(7);
  }
}
