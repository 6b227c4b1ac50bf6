package dev.orch.model.component;

import dev.orch.model.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/**
 * How it is found out whether a component that was just started, restarted or reloaded serves.
 *
 * @param probe what is tried
 * @param interval between the end of one attempt and the next
 * @param successes how many attempts in a row have to succeed, 1 to {@value #MAX_SUCCESSES}
 * @param deadline how long all of it may take; then the component counts as not healthy
 */
public record HealthCheck(Probe probe, Duration interval, int successes, Duration deadline) {
  /** Between two attempts when nothing else is said. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(2);

  /** For all of it when nothing else is said. */
  public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(60);

  /** The longest that one attempt may take. */
  public static final Duration MAX_ATTEMPT = Duration.ofSeconds(10);

  /** The most successes that can be asked for. */
  public static final int MAX_SUCCESSES = 1000;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when one is out of its bounds
   */
  public HealthCheck {
    requirePositive("interval", interval);
    requirePositive("deadline", deadline);
    if (successes < 1 || successes > MAX_SUCCESSES) {
      throw new IllegalArgumentException(
          "successes: expected 1 to " + MAX_SUCCESSES + ", found " + successes);
    }
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          name + ": expected a duration above zero, found " + duration);
    }
  }

  /** One attempt. */
  public sealed interface Probe {
    /** A command line for {@code /bin/sh -c}, in the home; healthy by exit code 0. */
    record Command(String line) implements Probe {}

    /** A GET of this URL; healthy by a status from 200 to 399. */
    record Http(URI url) implements Probe {
      /**
       * Reads a URL.
       *
       * @throws IllegalArgumentException saying what was expected and found
       */
      public static Http parse(String text) {
        return url(text)
            .map(Http::new)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "expected a URL such as http://localhost:8080/health, found "
                            + Quoted.of(text)));
      }

      private static Optional<URI> url(String text) {
        try {
          URI url = new URI(text);
          boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
          return http && url.getHost() != null && url.getPort() <= Tcp.MAX_PORT
              ? Optional.of(url)
              : Optional.empty();
        } catch (URISyntaxException e) {
          return Optional.empty();
        }
      }

      @Override
      public String toString() {
        return url.toString();
      }
    }

    /** A connection to this place; healthy when it is made. */
    record Tcp(String host, int port) implements Probe {
      private static final int MAX_PORT = 65_535;

      /**
       * Reads {@code HOST:PORT}.
       *
       * @throws IllegalArgumentException saying what was expected and found
       */
      public static Tcp parse(String text) {
        try {
          URI place = new URI("tcp://" + text);
          boolean bare = text.equals(place.getRawAuthority()) && place.getUserInfo() == null;
          if (bare && place.getHost() != null && place.getPort() > 0) {
            if (place.getPort() <= MAX_PORT) {
              return new Tcp(place.getHost(), place.getPort());
            }
          }
        } catch (URISyntaxException e) {
          throw new IllegalArgumentException(expected(text), e);
        }
        throw new IllegalArgumentException(expected(text));
      }

      private static String expected(String text) {
        return "expected a host and a port such as localhost:9000, found " + Quoted.of(text);
      }

      @Override
      public String toString() {
        return host + ':' + port;
      }
    }
  }
}
