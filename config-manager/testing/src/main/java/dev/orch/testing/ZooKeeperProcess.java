package dev.orch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real ZooKeeper server in a process of its own, with a heap of its own and with fsync. */
public final class ZooKeeperProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int ANSWER_MILLIS = 5_000;
  private static final long END_SECONDS = 10;

  private final Process process;
  private final int port;

  private ZooKeeperProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Started, with its data below this directory; answers.
   *
   * @param heap as after {@code -Xmx}
   * @param options more of Java's
   */
  public static ZooKeeperProcess start(Path directory, String heap, String... options)
      throws IOException {
    int port = freePort();
    Path configuration = directory.resolve("zoo.cfg");
    Files.writeString(
        configuration,
        String.join(
            "\n",
            "dataDir=" + Files.createDirectory(directory.resolve("data")),
            "clientPortAddress=127.0.0.1",
            "clientPort=" + port,
            "tickTime=2000",
            "admin.enableServer=false",
            "4lw.commands.whitelist=ruok,mntr",
            ""),
        StandardCharsets.ISO_8859_1);
    Process process =
        new ProcessBuilder(command(heap, options, configuration))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("server.log").toFile())
            .start();
    ZooKeeperProcess server = new ZooKeeperProcess(process, port);
    try {
      Await.until("the server answers", START_LIMIT, server::isWell);
      return server;
    } catch (AssertionError e) {
      server.close();
      throw e;
    }
  }

  private static List<String> command(String heap, String[] options, Path configuration) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("org.apache.zookeeper.server.ZooKeeperServerMain");
    command.add(configuration.toString());
    return command;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** {@code 127.0.0.1:port}. */
  public String connectString() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** Whether it lives and says so. */
  public boolean isWell() {
    try {
      return process.isAlive() && ask("ruok").equals("imok");
    } catch (IOException e) {
      return false;
    }
  }

  /** One of the numbers by which it is monitored, such as {@code zk_watch_count}. */
  public long number(String name) {
    try {
      return ask("mntr")
          .lines()
          .map(line -> line.split("\t", 2))
          .filter(words -> words.length == 2 && words[0].equals(name))
          .mapToLong(words -> Long.parseLong(words[1]))
          .findFirst()
          .orElseThrow(() -> new AssertionError("the server does not say its " + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
