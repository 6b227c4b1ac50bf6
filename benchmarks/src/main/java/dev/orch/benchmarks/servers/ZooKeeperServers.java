package dev.orch.benchmarks.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One ZooKeeper server, or three as an ensemble, each a process with fsync. */
public final class ZooKeeperServers implements AutoCloseable {
  private static final int MEMBERS = 3;

  private final List<ServerProcess> servers;

  private ZooKeeperServers(List<ServerProcess> servers) {
    this.servers = servers;
  }

  /** One, with its data below this directory. */
  public static ZooKeeperServers single(Path directory) throws IOException, InterruptedException {
    return new ZooKeeperServers(List.of(ServerProcess.start(directory)));
  }

  /** Three, with their data below this directory. */
  public static ZooKeeperServers ensemble(Path directory) throws IOException, InterruptedException {
    List<Integer> ports = new ArrayList<>();
    List<String> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      ports.add(Ports.free());
      members.add("server." + i + "=127.0.0.1:" + Ports.free() + ":" + Ports.free());
    }
    List<ServerProcess> started = new ArrayList<>();
    ZooKeeperServers servers = new ZooKeeperServers(started);
    try {
      for (int i = 0; i < MEMBERS; i++) {
        Path own = directory.resolve("server-" + i);
        Files.createDirectories(own.resolve("data"));
        Files.writeString(own.resolve("data/myid"), Integer.toString(i), StandardCharsets.US_ASCII);
        started.add(ServerProcess.launch(own, ports.get(i), members));
      }
      for (ServerProcess server : started) {
        server.awaitServing();
      }
      return servers;
    } catch (IOException | InterruptedException | RuntimeException e) {
      servers.close();
      throw e;
    }
  }

  /** For clients: all servers. */
  public String connectString() {
    return String.join(",", servers.stream().map(server -> "127.0.0.1:" + server.port()).toList());
  }

  /** The first. */
  public ServerProcess first() {
    return servers.get(0);
  }

  @Override
  public void close() throws InterruptedException {
    for (ServerProcess server : servers) {
      server.close();
    }
  }
}
