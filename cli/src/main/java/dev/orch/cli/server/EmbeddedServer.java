package dev.orch.cli.server;

import dev.orch.model.RefusedException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.zookeeper.server.DatadirCleanupManager;
import org.apache.zookeeper.server.ServerConfig;
import org.apache.zookeeper.server.ZooKeeperServerMain;
import org.apache.zookeeper.server.admin.AdminServer.AdminServerException;

/**
 * A single ZooKeeper server in this process. It keeps its data in a directory, which it holds for
 * itself, writes every transaction through to the disk, and prunes old snapshots and logs by
 * itself. No admin server; of the four-letter words only {@code ruok}, {@code srvr}, {@code mntr}.
 */
public final class EmbeddedServer implements AutoCloseable {
  private static final int SNAPSHOTS_KEPT = 3;
  private static final int PURGE_HOURS = 1;

  private final InetSocketAddress address;
  private final FileChannel lock;
  private final Server server = new Server();
  private final Thread thread;
  private final CountDownLatch startedOrEnded = new CountDownLatch(1);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final DatadirCleanupManager cleanup;

  private EmbeddedServer(Path data, InetSocketAddress address, FileChannel lock) {
    this.address = address;
    this.lock = lock;
    this.cleanup =
        new DatadirCleanupManager(data.toFile(), data.toFile(), SNAPSHOTS_KEPT, PURGE_HOURS);
    this.thread = new Thread(() -> serve(new Config(data, address)), "orch-zookeeper");
  }

  /**
   * Starts one and waits until it serves.
   *
   * @param data made if it does not exist
   * @param address where to listen; port 0 for any free one
   * @throws RefusedException when another server holds the directory, or the port is taken
   */
  public static EmbeddedServer start(Path data, InetSocketAddress address)
      throws IOException, InterruptedException {
    applyDefaults();
    Files.createDirectories(data);
    EmbeddedServer server = new EmbeddedServer(data, address, lock(data));
    try {
      server.awaitStart();
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Only what the user did not set otherwise with {@code -D}. ZooKeeper reads no other source. */
  private static void applyDefaults() {
    setDefault("zookeeper.admin.enableServer", "false");
    setDefault("zookeeper.4lw.commands.whitelist", "ruok,srvr,mntr");
    // Publishes write batches of about 100 KiB: ZooKeeper's own figures (a snapshot after 100,000
    // of them or 4 GiB, files of 64 MiB at once) are made for large machines.
    setDefault("zookeeper.snapCount", "20000");
    setDefault("zookeeper.snapSizeLimitInKb", String.valueOf(256 * 1024));
    setDefault("zookeeper.preAllocSize", String.valueOf(8 * 1024));
  }

  private static void setDefault(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  private static FileChannel lock(Path data) throws IOException {
    FileChannel channel =
        FileChannel.open(
            data.resolve("orch-server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process, which is no different for the caller.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new RefusedException(
        "another server runs on " + data, "Stop it, or give --data another directory.");
  }

  private void awaitStart() throws IOException, InterruptedException {
    thread.start();
    startedOrEnded.await();
    Throwable failed = failure.get();
    if (failed instanceof BindException) {
      throw new RefusedException(
          "cannot listen on " + address + ": " + failed.getMessage(),
          "Give --port another number, or --bind an address of this machine.",
          failed);
    }
    if (failed != null) {
      throw new IOException("the server did not start: " + failed, failed);
    }
    cleanup.start();
  }

  private void serve(Config config) {
    try {
      server.runFromConfig(config);
    } catch (IOException | AdminServerException | RuntimeException e) {
      failure.set(e);
    } finally {
      startedOrEnded.countDown();
    }
  }

  /** The connect string for clients on this machine. */
  public String connectString() {
    String host = address.getAddress().isAnyLocalAddress() ? "127.0.0.1" : hostText();
    return host + ":" + server.getClientPort();
  }

  private String hostText() {
    String host = address.getAddress().getHostAddress();
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /**
   * Waits until it ends.
   *
   * @throws IOException when it ended by itself
   */
  public void awaitEnd() throws IOException, InterruptedException {
    thread.join();
    throw new IOException("the ZooKeeper server ended by itself", failure.get());
  }

  /** Ends all connections and the server; what was acknowledged is on the disk. */
  @Override
  public void close() throws IOException {
    cleanup.shutdown();
    server.close();
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.close();
    }
  }

  private final class Server extends ZooKeeperServerMain {
    @Override
    protected void serverStarted() {
      startedOrEnded.countDown();
    }
  }

  /** ZooKeeper's own parser of settings knows no port 0. */
  private static final class Config extends ServerConfig {
    Config(Path data, InetSocketAddress address) {
      dataDir = data.toFile();
      dataLogDir = data.toFile();
      clientPortAddress = address;
      maxClientCnxns = 0;
    }
  }
}
