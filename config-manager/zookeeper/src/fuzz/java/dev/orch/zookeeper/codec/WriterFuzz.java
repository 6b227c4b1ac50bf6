package dev.orch.zookeeper.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.orch.testing.ParserTrial;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

class WriterFuzz {
  private static final String PLACE = "/orch/projects/weather/culprit";
  private static final ParserTrial TRIAL =
      ParserTrial.ofRoundTrips(
          "writer", PLACE, document -> WriterDocument.read(PLACE, document), WriterDocument::write);

  static Stream<byte[]> sound() {
    return Seeds.of("writer.json");
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
