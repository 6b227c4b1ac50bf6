package dev.orch.zookeeper.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.testing.ParserTrial;
import dev.orch.testing.Trials;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileConnectStringTest {
  @Test
  void aConnectStringIsTakenApartOrRefused() {
    ParserTrial trial =
        new ParserTrial(
            "connect string",
            "connect string",
            document -> {
              ConnectString once =
                  ConnectString.parse(new String(document, StandardCharsets.UTF_8));
              assertThat(ConnectString.parse(once.toString())).isEqualTo(once);
            });
    int documents = Trials.of(20_000);
    trial.run(
        20261125,
        documents,
        utf8("zk1:2181,zk2.example.org:2182,[2001:db8::1]:2183/orch/test"),
        utf8("localhost"),
        utf8("[fe80::1%eth0],10.0.0.1:2181/"));
    assertThat(trial.refused()).isGreaterThan(documents / 4);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
