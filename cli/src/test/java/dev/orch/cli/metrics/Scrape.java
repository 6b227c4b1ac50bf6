package dev.orch.cli.metrics;

import dev.orch.cli.fixture.Running;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asking for metrics as Prometheus does. */
final class Scrape {
  private static final Pattern URL = Pattern.compile("metrics are at (http://\\S+)");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Scrape() {}

  /** Where a call serves its metrics, as soon as it has said so. */
  static String url(Running call) throws InterruptedException {
    call.awaitText("metrics are at ");
    return url(call.err()).orElseThrow();
  }

  static Optional<String> url(String said) {
    Matcher matcher = URL.matcher(said);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  static String text(String url) throws IOException, InterruptedException {
    return CLIENT
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  /** Whether a sample with this beginning, as {@code name{label="value"}}, has this value. */
  static boolean says(String url, String pattern) throws IOException, InterruptedException {
    Pattern expected = Pattern.compile("^" + pattern + "$");
    return text(url).lines().anyMatch(expected.asPredicate());
  }
}
