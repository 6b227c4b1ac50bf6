package dev.orch.benchmarks.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An etcd server from the PATH, alone, with fsync, its data in a new directory. */
public final class EtcdServer implements AutoCloseable {
  private static final long START_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Process process;
  private final int port;

  private EtcdServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one and waits until it takes connections. */
  public static EtcdServer start(Path directory) throws IOException, InterruptedException {
    int port = Ports.free();
    String client = "http://127.0.0.1:" + port;
    String peer = "http://127.0.0.1:" + Ports.free();
    Process process =
        new ProcessBuilder(
                List.of(
                    "etcd",
                    "--data-dir=" + directory.resolve("data"),
                    "--listen-client-urls=" + client,
                    "--advertise-client-urls=" + client,
                    "--listen-peer-urls=" + peer,
                    "--initial-advertise-peer-urls=" + peer,
                    "--initial-cluster=default=" + peer,
                    "--quota-backend-bytes=8589934592"))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("etcd.log").toFile())
            .start();
    EtcdServer server = new EtcdServer(process, port);
    long start = System.nanoTime();
    while (!server.takesConnections()) {
      if (!process.isAlive() || System.nanoTime() - start > START_LIMIT_NANOS) {
        server.close();
        throw new IOException("etcd does not serve; see " + directory.resolve("etcd.log"));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return server;
  }

  private boolean takesConnections() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      // Not yet.
      return false;
    }
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
