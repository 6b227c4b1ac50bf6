package dev.orch.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
  private final HttpClient client = HttpClient.newHttpClient();

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private HttpResponse<String> get(String url) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  @Test
  void metricsAreTextOfPrometheus() throws Exception {
    try (MetricsServer server = MetricsServer.start(loopback(0), () -> "größe 1\n")) {
      HttpResponse<String> answer = get(server.url());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("größe 1\n");
      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
    }
  }

  @Test
  void otherPathsSayWhereTheMetricsAreAndNothingButGetIsAnswered() throws Exception {
    try (MetricsServer server = MetricsServer.start(loopback(0), () -> "x 1\n")) {
      HttpResponse<String> other = get(server.url() + "x");
      assertThat(other.statusCode()).isEqualTo(404);
      assertThat(other.body()).contains("/metrics");
      HttpRequest post =
          HttpRequest.newBuilder(URI.create(server.url())).POST(BodyPublishers.noBody()).build();
      assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }
  }

  @Test
  void onePortServesOneOnlyAndIsFreeAfterwards() throws Exception {
    int port;
    try (MetricsServer server = MetricsServer.start(loopback(0), () -> "x 1\n")) {
      port = URI.create(server.url()).getPort();
      assertThatThrownBy(() -> MetricsServer.start(loopback(port), () -> "y 1\n"))
          .isInstanceOf(BindException.class);
    }
    assertThatThrownBy(() -> get("http://127.0.0.1:" + port + "/metrics"))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void whoCannotBeAnsweredIsNotLeftWaiting() throws Exception {
    try (MetricsServer server =
        MetricsServer.start(
            loopback(0),
            () -> {
              throw new IllegalStateException("a defect");
            })) {
      assertThatThrownBy(() -> get(server.url())).isInstanceOf(java.io.IOException.class);
    }
  }
}
