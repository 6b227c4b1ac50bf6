package dev.orch.model.instance;

import dev.orch.model.Quoted;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where something of an instance can be reached; nobody checks that it can.
 *
 * @param host a name or an address, at most {@value #MAX_HOST} characters; an IPv6 address without
 *     brackets
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {
  /** The longest host, in characters. */
  public static final int MAX_HOST = 253;

  private static final int MAX_PORT = 65_535;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern TEXT = Pattern.compile("(?:\\[(.*:.*)]|([^:\\[\\]]+)):([0-9]{1,5})");

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException when it is not legal
   */
  public Endpoint {
    boolean legal =
        host.length() <= MAX_HOST && (NAME.matcher(host).matches() || IPV6.matcher(host).matches());
    if (!legal || port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "expected HOST:PORT, for example node-7:9000 or [::1]:9000, found "
              + Quoted.of(host + ':' + port));
    }
  }

  /**
   * Reads {@code host:port} or {@code [IPv6 address]:port}.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  public static Endpoint parse(String text) {
    return find(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected HOST:PORT, for example node-7:9000 or [::1]:9000, found "
                        + Quoted.of(text)));
  }

  private static Optional<Endpoint> find(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String address = matcher.group(1);
    return Optional.of(
        new Endpoint(
            address == null ? matcher.group(2) : address, Integer.parseInt(matcher.group(3))));
  }

  /** As it is written: {@code host:port}, an IPv6 address in brackets. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
  }
}
