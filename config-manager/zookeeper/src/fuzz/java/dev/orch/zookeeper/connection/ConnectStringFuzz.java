package dev.orch.zookeeper.connection;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.orch.testing.ParserTrial;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectStringFuzz {
  /** A longer one, written with all its ports, may be above the bound. */
  private static final int MAX_LENGTH = 500;

  private static final ParserTrial TRIAL =
      ParserTrial.ofRoundTrips(
          "connect string",
          "connect string",
          text -> ConnectString.parse(new String(text, StandardCharsets.UTF_8)),
          connect -> utf8(connect.toString()));

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Stream<byte[]> sound() {
    return Stream.of(
            "zk1:2181,zk2.example.org:2182,[2001:db8::1]:2183/orch/test",
            "localhost",
            "[fe80::1%eth0], [::1], 10.0.0.1:2181/")
        .map(ConnectStringFuzz::utf8);
  }

  @MethodSource("sound")
  @FuzzTest
  void isTakenApartOrRefused(byte[] text) {
    if (text.length <= MAX_LENGTH) {
      TRIAL.tryOne(text);
    }
  }

  @AfterAll
  static void report() {
    TRIAL.report();
  }
}
