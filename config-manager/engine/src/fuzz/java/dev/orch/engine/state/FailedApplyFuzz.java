package dev.orch.engine.state;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.orch.testing.ParserTrial;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

class FailedApplyFuzz {
  private static final ParserTrial TRIAL =
      Sealed.trial("failed", FailedApply::parse, FailedApply::format);

  static Stream<byte[]> sound() {
    return Sealed.sound("failed");
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
