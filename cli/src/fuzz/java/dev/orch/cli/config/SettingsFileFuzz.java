package dev.orch.cli.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.orch.testing.ParserTrial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsFileFuzz {
  private static final Path FILE = file();
  private static final ParserTrial TRIAL =
      new ParserTrial(
          "orch.yaml",
          FILE.toString(),
          document -> {
            Files.write(FILE, document);
            SettingsFile.read(FILE);
          });

  private static Path file() {
    try {
      return Files.createDirectories(Path.of("target/fuzz")).resolve("orch.yaml");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make target/fuzz", e);
    }
  }

  static Stream<byte[]> sound() throws IOException {
    return Stream.of(
        Files.readAllBytes(Path.of("../distribution/src/main/conf/orch.yaml")),
        HostileSettingsFileTest.NESTED.getBytes(StandardCharsets.UTF_8),
        HostileSettingsFileTest.DOTTED.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("sound")
  @FuzzTest
  void isReadOrRefused(byte[] document) {
    TRIAL.tryOne(document);
  }

  @AfterAll
  static void report() {
    TRIAL.report();
  }
}
