package dev.orch.benchmarks.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A ZooKeeper server in a process of its own, with fsync, its data in a new directory. */
public final class ServerProcess implements AutoCloseable {
  private static final long START_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(90);
  private static final int ANSWER_MILLIS = 5_000;

  private final Process process;
  private final Path directory;
  private final int port;

  private ServerProcess(Process process, Path directory, int port) {
    this.process = process;
    this.directory = directory;
    this.port = port;
  }

  /** Starts one alone and waits until it answers. */
  static ServerProcess start(Path directory) throws IOException, InterruptedException {
    ServerProcess server = launch(directory, Ports.free(), List.of());
    server.awaitServing();
    return server;
  }

  /** Starts one, alone or as a member, and does not wait. */
  static ServerProcess launch(Path directory, int port, List<String> members) throws IOException {
    Path data = Files.createDirectories(directory.resolve("data"));
    List<String> lines =
        new ArrayList<>(
            List.of(
                "dataDir=" + data,
                "clientPortAddress=127.0.0.1",
                "clientPort=" + port,
                "tickTime=2000",
                "initLimit=10",
                "syncLimit=5",
                "maxClientCnxns=0",
                "admin.enableServer=false",
                "4lw.commands.whitelist=srvr,mntr"));
    lines.addAll(members);
    Path configuration = directory.resolve("zoo.cfg");
    Files.write(configuration, lines, StandardCharsets.ISO_8859_1);
    Process process =
        new ProcessBuilder(
                List.of(
                    JavaCommand.java(),
                    "-Xmx1g",
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                    "-Dzookeeper.fastleader.maxNotificationInterval=1000",
                    "-cp",
                    JavaCommand.ownClassPath(),
                    members.isEmpty()
                        ? "org.apache.zookeeper.server.ZooKeeperServerMain"
                        : "org.apache.zookeeper.server.quorum.QuorumPeerMain",
                    configuration.toString()))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("server.log").toFile())
            .start();
    return new ServerProcess(process, directory, port);
  }

  /** Waits until it serves clients; ends it if it does not. */
  void awaitServing() throws IOException, InterruptedException {
    long start = System.nanoTime();
    try {
      while (!isServing()) {
        if (!process.isAlive() || System.nanoTime() - start > START_LIMIT_NANOS) {
          throw new IOException(
              "the ZooKeeper server does not serve; see " + directory.resolve("server.log"));
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  private boolean isServing() {
    try {
      return ask("srvr").contains("Mode: ");
    } catch (IOException e) {
      // Not yet.
      return false;
    }
  }

  /** One of the numbers of the command {@code mntr}, such as {@code zk_packets_received}. */
  public long number(String name) throws IOException {
    return ask("mntr")
        .lines()
        .map(line -> line.split("\t", 2))
        .filter(words -> words.length == 2 && words[0].equals(name))
        .mapToLong(words -> (long) Double.parseDouble(words[1]))
        .findFirst()
        .orElseThrow(() -> new IOException("the server does not say its " + name));
  }

  /** How many sessions have ended because nothing was heard of them in time. */
  public long expiredSessions() throws IOException {
    return number("zk_stale_sessions_expired");
  }

  private String ask(String command) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** How many bytes its transaction logs hold, without what is only set aside for more. */
  public long transactionLogBytes() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
      long bytes = 0;
      for (Path file :
          files.filter(path -> path.getFileName().toString().startsWith("log.")).toList()) {
        bytes += written(file);
      }
      return bytes;
    }
  }

  /** Logs are made longer in advance, by zeros; what counts ends at the last other byte. */
  private static long written(Path log) throws IOException {
    byte[] bytes = Files.readAllBytes(log);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return end;
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
