package dev.orch.cli.option;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.UsageException;
import dev.orch.model.settings.Setting;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreSettings;
import dev.orch.zookeeper.ZooKeeperStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where ZooKeeper is, and how long to wait for it. */
public final class StoreOptions {
  @Option(
      names = "--zk",
      paramLabel = "HOST:PORT,…/CHROOT",
      description = "ZooKeeper's connect string. Otherwise ORCH_ZK_CONNECT.")
  @Nullable String connect;

  @Option(
      names = "--connect-timeout",
      paramLabel = "TIME",
      description = "How long to try to reach ZooKeeper; 8s unless set.")
  @Nullable Duration connectTimeout;

  @Option(
      names = "--session-timeout",
      paramLabel = "TIME",
      description = "After how long without contact ZooKeeper takes us for dead; 30s unless set.")
  @Nullable Duration sessionTimeout;

  @Option(
      names = "--request-timeout",
      paramLabel = "TIME",
      description = "How long one request may take; 15s unless set.")
  @Nullable Duration requestTimeout;

  /** As if this connect string had been given. */
  public static StoreOptions at(String connect) {
    StoreOptions options = new StoreOptions();
    options.connect = connect;
    return options;
  }

  /**
   * For those who cannot wait: neither the connection nor any request may take longer.
   *
   * @param connect null for what the settings say
   */
  public static StoreOptions within(@Nullable String connect, Duration limit) {
    StoreOptions options = new StoreOptions();
    options.connect = connect;
    options.connectTimeout = limit;
    options.requestTimeout = limit;
    return options;
  }

  /**
   * Begins to connect.
   *
   * @throws UsageException when nothing says where to
   */
  public Store open(CliSettings settings) {
    // By its name: looking for providers opens every jar on the class path.
    return ZooKeeperStore.open(resolve(settings));
  }

  /**
   * Connects.
   *
   * @throws dev.orch.model.StoreUnavailableException when it is not reached in time
   */
  public Store connect(CliSettings settings) throws InterruptedException {
    Store store = open(settings);
    try {
      await(store, settings);
      return store;
    } catch (RuntimeException | InterruptedException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Waits until an opened store is connected.
   *
   * @throws dev.orch.model.StoreUnavailableException when it is not reached in time
   */
  public void await(Store store, CliSettings settings) throws InterruptedException {
    store.awaitConnected(resolve(settings).connectTimeout());
  }

  /**
   * Where ZooKeeper is and how long to wait for it.
   *
   * @throws UsageException when nothing says where it is
   */
  public StoreSettings resolve(CliSettings settings) {
    return new StoreSettings(
        settings
            .text(connect, Setting.ZK_CONNECT)
            .orElseThrow(
                () ->
                    new UsageException(
                        "nothing says where ZooKeeper is",
                        "Give --zk HOST:PORT, or set ORCH_ZK_CONNECT. For a first look, start one"
                            + " with: orch server --data DIR")),
        settings.duration(
            connectTimeout, Setting.ZK_CONNECT_TIMEOUT, StoreSettings.DEFAULT_CONNECT_TIMEOUT),
        settings.duration(
            sessionTimeout, Setting.ZK_SESSION_TIMEOUT, StoreSettings.DEFAULT_SESSION_TIMEOUT),
        settings.duration(
            requestTimeout, Setting.ZK_REQUEST_TIMEOUT, StoreSettings.DEFAULT_REQUEST_TIMEOUT));
  }
}
