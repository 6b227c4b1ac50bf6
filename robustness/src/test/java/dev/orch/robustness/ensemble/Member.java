package dev.orch.robustness.ensemble;

import dev.orch.testing.Await;
import dev.orch.testing.TcpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One server of an ensemble: a process that can die and come back, behind a link of its own. */
public final class Member implements AutoCloseable {
  private static final String MAIN = "org.apache.zookeeper.server.quorum.QuorumPeerMain";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int ANSWER_MILLIS = 500;

  private final int id;
  private final Path directory;
  private final Path configuration;
  private final int clientPort;
  private final TcpProxy link;
  private @Nullable JavaProcess process;

  Member(int id, Path directory, Path configuration, int clientPort) {
    this.id = id;
    this.directory = directory;
    this.configuration = configuration;
    this.clientPort = clientPort;
    this.link = TcpProxy.to(clientPort);
  }

  /** The only way that clients take to it. */
  public TcpProxy link() {
    return link;
  }

  /** Starts it, the first time or again, with the data it has. */
  public synchronized void start() throws IOException {
    process =
        JavaProcess.start(
            MAIN,
            List.of(configuration.toString()),
            directory.resolve("server.log"),
            directory.resolve("server.log"));
  }

  private synchronized JavaProcess process() {
    JavaProcess running = process;
    if (running == null) {
      throw new IllegalStateException("expected server " + id + " to have been started");
    }
    return running;
  }

  public void kill() throws InterruptedException {
    process().kill();
  }

  public void pause() throws IOException, InterruptedException {
    process().pause();
  }

  public void resume() throws IOException, InterruptedException {
    process().resume();
  }

  boolean isLeader() {
    return answer().contains("Mode: leader");
  }

  private boolean isServing() {
    return answer().contains("Mode: ");
  }

  void awaitServing() {
    Await.until(
        "server " + id + " serves; see " + directory.resolve("server.log"),
        LIMIT,
        () -> {
          if (!process().isAlive()) {
            throw new IllegalStateException("server " + id + " has ended by itself");
          }
          return isServing();
        });
  }

  /** What it says of itself, not through its link; nothing when it does not answer. */
  private String answer() {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), clientPort), ANSWER_MILLIS);
      socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      // Down, paused or without a leader.
      return "";
    }
  }

  @Override
  public synchronized void close() {
    link.close();
    if (process != null) {
      process.close();
    }
  }

  @Override
  public String toString() {
    return "server " + id;
  }
}
