package dev.orch.engine.state;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.orch.testing.ParserTrial;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

class PlanFuzz {
  private static final ParserTrial TRIAL = Sealed.trial("plan", Plan::parse, Plan::format);

  static Stream<byte[]> sound() {
    return Sealed.sound("plan");
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
