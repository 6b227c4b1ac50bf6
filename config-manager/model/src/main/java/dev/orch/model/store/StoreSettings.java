package dev.orch.model.store;

import java.time.Duration;

/**
 * How to reach a store.
 *
 * @param connect ZooKeeper's connect string: {@code host:port,…/chroot}
 * @param connectTimeout how long to try before the store counts as out of reach
 * @param sessionTimeout after how long without contact the store takes a client for dead
 * @param requestTimeout how long one request may take
 */
public record StoreSettings(
    String connect, Duration connectTimeout, Duration sessionTimeout, Duration requestTimeout) {
  /** A command that cannot reach the store says so within ten seconds, its own start included. */
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(8);

  public static final Duration DEFAULT_SESSION_TIMEOUT = Duration.ofSeconds(30);
  public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(15);

  /** With the default time limits. */
  public static StoreSettings of(String connect) {
    return new StoreSettings(
        connect, DEFAULT_CONNECT_TIMEOUT, DEFAULT_SESSION_TIMEOUT, DEFAULT_REQUEST_TIMEOUT);
  }
}
