package dev.orch.engine.state;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.orch.testing.ParserTrial;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

class SeenFuzz {
  private static final ParserTrial TRIAL =
      Sealed.trial("seen", SeenFormat::parse, SeenFormat::format);

  static Stream<byte[]> sound() {
    return Sealed.sound("seen");
  }

  @MethodSource("sound")
  @FuzzTest
  void isReadOrRefused(byte[] body) {
    TRIAL.tryOne(body);
  }

  @AfterAll
  static void report() {
    TRIAL.report();
  }
}
