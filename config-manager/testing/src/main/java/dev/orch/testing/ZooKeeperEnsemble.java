package dev.orch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Three real ZooKeeper servers in this process, any of which can be made to lag: what the leader
 * tells it is held back on the wire between the two, so that for up to 20 seconds it goes on
 * answering reads from what it knows; then the wire hands everything over, in order.
 */
public final class ZooKeeperEnsemble implements AutoCloseable {
  private static final int SERVERS = 3;
  private static final int LOWEST_PORT = 15_000;
  private static final int HIGHEST_PORT = 32_000;

  // The others give a server up that hasn't been heard of for 40 ticks.
  private static final String TICK_MILLIS = "500";
  private static final String SYNC_LIMIT_TICKS = "40";
  private static final String MAX_SESSION_MILLIS = "60000";

  /** An election that fails once begins again, and a server gets 20 s to catch up. */
  private static final Duration ELECTION_LIMIT = Duration.ofSeconds(60);

  private final List<EnsembleServer> servers = new ArrayList<>();

  /** By server, the wires on which it reaches the leader, whichever of the others that is. */
  private final List<List<TcpProxy>> wires = new ArrayList<>();

  private record Ports(int client, int quorum, int election) {
    static Ports free() throws IOException {
      return new Ports(freePort(), freePort(), freePort());
    }
  }

  /**
   * From below those that the system gives to whoever asks for any: all servers must know all ports
   * before the first one listens, and until then nobody else may be given one.
   */
  private static int freePort() throws IOException {
    int port;
    do {
      port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
    } while (!isFree(port));
    return port;
  }

  private static boolean isFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException e) {
      return false;
    }
  }

  private ZooKeeperEnsemble() {}

  /** Started, with its data below this directory; one of the servers leads, two follow. */
  public static ZooKeeperEnsemble start(Path directory) {
    ZooKeeperEnsemble ensemble = new ZooKeeperEnsemble();
    try {
      List<Ports> ports = List.of(Ports.free(), Ports.free(), Ports.free());
      for (int i = 0; i < SERVERS; i++) {
        ensemble.startServer(i, ports, directory.resolve("server-" + i));
      }
      for (EnsembleServer server : ensemble.servers) {
        Await.until("every server leads or follows", ELECTION_LIMIT, server::isServing);
      }
      return ensemble;
    } catch (IOException e) {
      ensemble.close();
      throw new UncheckedIOException(e);
    } catch (AssertionError e) {
      ensemble.close();
      throw e;
    }
  }

  private void startServer(int index, List<Ports> ports, Path data) throws IOException {
    Files.createDirectories(data);
    Files.writeString(data.resolve("myid"), Integer.toString(index), StandardCharsets.US_ASCII);
    Properties config = new Properties();
    config.setProperty("dataDir", data.toString());
    config.setProperty("clientPort", Integer.toString(ports.get(index).client()));
    config.setProperty("clientPortAddress", "127.0.0.1");
    config.setProperty("tickTime", TICK_MILLIS);
    config.setProperty("initLimit", SYNC_LIMIT_TICKS);
    config.setProperty("syncLimit", SYNC_LIMIT_TICKS);
    config.setProperty("maxSessionTimeout", MAX_SESSION_MILLIS);
    config.setProperty("admin.enableServer", "false");
    List<TcpProxy> own = new ArrayList<>();
    wires.add(own);
    for (int other = 0; other < SERVERS; other++) {
      int quorumPort = ports.get(other).quorum();
      if (other != index) {
        TcpProxy wire = TcpProxy.to(quorumPort);
        own.add(wire);
        quorumPort = wire.port();
      }
      config.setProperty(
          "server." + other,
          String.format(
              "127.0.0.1:%d:%d;127.0.0.1:%d",
              quorumPort, ports.get(other).election(), ports.get(other).client()));
    }
    servers.add(EnsembleServer.start(config, ports.get(index).client()));
  }

  /** The leader, for clients. */
  public String leader() {
    return servers.stream()
        .filter(EnsembleServer::isLeading)
        .findFirst()
        .orElseThrow(() -> new AssertionError("expected a leader, found none"))
        .connectString();
  }

  /** One follower, always the same as long as the leader is; for clients. */
  public String follower() {
    return servers.get(followerIndex()).connectString();
  }

  private int followerIndex() {
    for (int i = 0; i < SERVERS; i++) {
      if (!servers.get(i).isLeading()) {
        return i;
      }
    }
    throw new AssertionError("expected a follower, found none");
  }

  /** From now on, {@link #follower} hears nothing from the leader. */
  public void lag() {
    wires.get(followerIndex()).forEach(TcpProxy::holdReplies);
  }

  /** It hears everything that it missed. */
  public void catchUp() {
    wires.forEach(own -> own.forEach(TcpProxy::heal));
  }

  @Override
  public void close() {
    catchUp();
    servers.forEach(EnsembleServer::close);
    wires.forEach(own -> own.forEach(TcpProxy::close));
  }
}
