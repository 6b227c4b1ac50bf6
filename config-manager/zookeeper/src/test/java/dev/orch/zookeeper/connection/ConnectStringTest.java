package dev.orch.zookeeper.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectStringTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "localhost | localhost:2181 | ''",
        "a:1,b:2 | a:1,b:2 | ''",
        "a:1, b | a:1,b:2181 | ''",
        "a:1/ | a:1 | ''",
        "a:1/orch/test | a:1 | /orch/test",
        "[::1]:2182/x | [::1]:2182 | /x",
        "zk-1.example.org:2181 | zk-1.example.org:2181 | ''",
      })
  void serversAndChrootAreTakenApart(String text, String servers, String chroot) {
    ConnectString parsed = ConnectString.parse(text);
    assertThat(parsed.serverList()).isEqualTo(servers);
    assertThat(parsed.chroot()).isEqualTo(chroot);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "a:1,,b:2",
        "a:0",
        "a:65536",
        "a:b",
        "http://a:1",
        "a b:1",
        "a:1//x",
        "a:1/x/",
        "a:1/..",
        "a:1/x/./y",
        "[::1",
        "[12]",
        "[1%eth0]",
        "a:1/\u0001",
        "/chroot"
      })
  void whatIsNotWellFormedIsRefused(String text) {
    assertThatThrownBy(() -> ConnectString.parse(text)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void everyProblemIsListed() {
    assertThatThrownBy(() -> ConnectString.parse("a:0,b:x,c:1//"))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.problems()).hasSize(3));
  }
}
