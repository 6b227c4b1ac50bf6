package dev.orch.model.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointsTest {
  @ParameterizedTest
  @ValueSource(strings = {"node-7:9000", "10.0.0.1:1", "fm.example.org:65535", "[::1]:80"})
  void anEndpointIsWrittenAsItIsRead(String text) {
    assertThat(Endpoint.parse(text)).hasToString(text);
  }

  @Test
  void anIpv6AddressHasNoBracketsOfItsOwn() {
    assertThat(Endpoint.parse("[fe80::1]:9000")).isEqualTo(new Endpoint("fe80::1", 9000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "node",
        "node:",
        ":9000",
        "node:0",
        "node:65536",
        "node:x",
        "a b:1",
        "::1:80",
        "[node]:80",
        "node:123456",
        "-node:80",
        "é:80",
        "[]:80"
      })
  void whatIsNotAHostAndAPortIsRefused(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected HOST:PORT");
  }

  @Test
  void aHostIsBounded() {
    assertThat(Endpoint.parse("h".repeat(253) + ":1").port()).isEqualTo(1);
    assertThatThrownBy(() -> Endpoint.parse("h".repeat(254) + ":1"))
        .hasMessageContaining("expected HOST:PORT");
  }

  @Test
  void areReadAndToldInOrderOfTheirNames() {
    Endpoints endpoints = Endpoints.parse(List.of("rpc=node-7:9000", "http=node-7:8080"));

    assertThat(endpoints).hasToString("http=node-7:8080,rpc=node-7:9000");
    assertThat(endpoints.endpoint("rpc")).contains(new Endpoint("node-7", 9000));
    assertThat(endpoints.endpoint("jmx")).isEmpty();
  }

  @Test
  void areRefusedAllTogether() {
    assertThatThrownBy(() -> Endpoints.parse(List.of("rpc", "r pc=a:1", "x=a", "k=a:1", "k=a:2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("endpoint \"rpc\": expected NAME=HOST:PORT")
        .hasMessageContaining("endpoint \"r pc=a:1\": expected NAME=HOST:PORT")
        .hasMessageContaining("endpoint \"x=a\": expected HOST:PORT")
        .hasMessageContaining("endpoint \"k=a:2\": expected one of this name, found a:1 as well");
  }

  @Test
  void areBounded() {
    TreeMap<String, Endpoint> many = new TreeMap<>();
    for (int i = 0; i <= Endpoints.MAX_COUNT; i++) {
      many.put("n" + i, new Endpoint("node", 1 + i));
    }

    assertThatThrownBy(() -> new Endpoints(many))
        .hasMessageContaining("at most 16 endpoints, found 17");
    assertThatThrownBy(() -> Endpoints.parse(List.of("n".repeat(64) + "=a:1")))
        .hasMessageContaining("expected NAME=HOST:PORT");
  }
}
