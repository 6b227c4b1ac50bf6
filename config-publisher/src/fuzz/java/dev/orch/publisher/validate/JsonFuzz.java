package dev.orch.publisher.validate;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.orch.testing.ParserTrial;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

class JsonFuzz {
  private static final ParserTrial TRIAL = ContentTrial.of("JSON", new JsonCheck());

  static Stream<byte[]> sound() {
    return Stream.of(
        ContentTrial.utf8("{\"a\": [1, -2.5e3, true, null], \"b\": {\"\\u00e4\": \"x\\n\"}}\n"),
        ContentTrial.bytes("{\"a\":\"\u00fc\"}", StandardCharsets.UTF_16));
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
