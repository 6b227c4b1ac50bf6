package dev.orch.publisher.validate;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.orch.testing.ParserTrial;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

class YamlFuzz {
  private static final ParserTrial TRIAL = ContentTrial.of("YAML", new YamlCheck());

  static Stream<byte[]> sound() throws IOException {
    return Stream.of(
        ContentTrial.example("file-mgr/component.yaml"),
        ContentTrial.utf8(
            """
            %YAML 1.2
            ---
            a: &x {b: [1, 'two', "th\\x72ee"]}
            c: *x
            d: |
              text
            ---
            !t e
            """));
  }

  @MethodSource("sound")
  @FuzzTest
  void isReadOrItsProblemsAreTold(byte[] document) {
    TRIAL.tryOne(document);
  }

  @AfterAll
  static void report() {
    TRIAL.report();
  }
}
