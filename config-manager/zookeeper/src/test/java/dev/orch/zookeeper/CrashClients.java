package dev.orch.zookeeper;

import dev.orch.model.store.StoreSettings;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import java.time.Duration;
import java.util.concurrent.ExecutorService;

/**
 * The clients of one run after the other: one beside the wire, one after the crash, and new ones.
 */
final class CrashClients implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final ZooKeeperServer server;
  private final String chroot;
  private final ExecutorService closers;
  private final ZooKeeperStore direct;
  private final Wired next;

  /** A store that reaches its server by a wire of its own. */
  record Wired(ZooKeeperWire wire, ZooKeeperStore store) implements AutoCloseable {
    @Override
    public void close() {
      store.close();
      wire.close();
    }
  }

  /**
   * Connects.
   *
   * @param chroot empty, or a path below which nothing is yet
   * @param closers for stores whose writers die
   */
  CrashClients(ZooKeeperServer server, String chroot, ExecutorService closers)
      throws InterruptedException {
    this.server = server;
    this.chroot = chroot;
    this.closers = closers;
    this.direct = connect(server.connectString() + chroot);
    this.next = newWriter();
  }

  private static ZooKeeperStore connect(String connectString) throws InterruptedException {
    ZooKeeperStore store =
        ZooKeeperStore.open(new StoreSettings(connectString, LIMIT, LIMIT, LIMIT));
    store.awaitConnected(LIMIT);
    return store;
  }

  /** Sees and does everything without a wire. */
  ZooKeeperStore direct() {
    return direct;
  }

  /** Comes after the crash. */
  Wired next() {
    return next;
  }

  Wired newWriter() throws InterruptedException {
    ZooKeeperWire wire = ZooKeeperWire.to(server.port());
    return new Wired(wire, connect(wire.connectString() + chroot));
  }

  void closeSoon(ZooKeeperStore store) {
    closers.execute(store::close);
  }

  @Override
  public void close() {
    next.close();
    direct.close();
  }
}
