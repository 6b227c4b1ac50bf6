package dev.orch.publisher.spec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.orch.model.component.ComponentSpec;
import dev.orch.testing.ParserTrial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

class ComponentYamlFuzz {
  private static final String FILE = "file-mgr/component.yaml";
  private static final ParserTrial TRIAL =
      new ParserTrial("component.yaml", FILE, ComponentYamlFuzz::parse);

  private static void parse(byte[] document) {
    ComponentSpec spec = ComponentYaml.parse(FILE, document).spec();
    if (!ComponentSpec.ofCanonical(spec.canonical()).equals(spec)) {
      throw new AssertionError("another spec by its canonical form: " + spec);
    }
    spec.canonical().forEach((key, value) -> checkStorable(key + value));
  }

  /** What is published is stored as UTF-8. */
  private static void checkStorable(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new AssertionError("cannot be stored as UTF-8: " + text);
    }
  }

  static Stream<byte[]> sound() throws IOException {
    Path examples = Path.of("../examples/weather");
    return Stream.of(
        Files.readAllBytes(examples.resolve("file-mgr/component.yaml")),
        Files.readAllBytes(examples.resolve("ingest-jobs/component.yaml")),
        HostileYamlTest.SOUND.getBytes(StandardCharsets.UTF_8),
        HostileYamlTest.SOUND_FOR_OOZIE.getBytes(StandardCharsets.UTF_8));
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
