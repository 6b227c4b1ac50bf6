package dev.orch.zookeeper.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.orch.testing.ParserTrial;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

class ShardFuzz {
  private static final String PLACE = "/orch/projects/weather/culprit";
  private static final ParserTrial TRIAL =
      ParserTrial.ofRoundTrips(
          "shard", PLACE, document -> FilesDocument.read(PLACE, document), FilesDocument::write);

  static Stream<byte[]> sound() {
    return Seeds.of("shard.json");
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
