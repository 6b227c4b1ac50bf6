package dev.orch.zookeeper.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.orch.testing.ParserTrial;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

class OutputFuzz {
  private static final String PLACE = "/orch/projects/weather/culprit";
  private static final ParserTrial TRIAL =
      ParserTrial.ofRoundTrips(
          "output", PLACE, document -> OutputDocument.read(PLACE, document), OutputDocument::write);

  static Stream<byte[]> sound() {
    return Seeds.of("output.json");
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
