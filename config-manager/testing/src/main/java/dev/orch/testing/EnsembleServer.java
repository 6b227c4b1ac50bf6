package dev.orch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.zookeeper.server.admin.AdminServer.AdminServerException;
import org.apache.zookeeper.server.quorum.QuorumPeer;
import org.apache.zookeeper.server.quorum.QuorumPeer.ServerState;
import org.apache.zookeeper.server.quorum.QuorumPeerConfig;
import org.apache.zookeeper.server.quorum.QuorumPeerConfig.ConfigException;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** One server of a {@link ZooKeeperEnsemble}, on a thread of its own. */
final class EnsembleServer implements AutoCloseable {
  private final Main main;
  private final int clientPort;

  private EnsembleServer(Main main, int clientPort) {
    this.main = main;
    this.clientPort = clientPort;
  }

  private static final class Main extends QuorumPeerMain {
    private boolean is(ServerState state) {
      QuorumPeer peer = quorumPeer;
      return peer != null
          && peer.getPeerState() == state
          && peer.getActiveServer() != null
          && peer.getActiveServer().isRunning();
    }
  }

  static EnsembleServer start(Properties properties, int clientPort) throws IOException {
    QuorumPeerConfig config = new QuorumPeerConfig();
    try {
      config.parseProperties(properties);
    } catch (ConfigException e) {
      throw new IOException("a server's configuration is wrong", e);
    }
    Main main = new Main();
    Thread thread = new Thread(() -> run(main, config), "orch-ensemble-" + clientPort);
    thread.setDaemon(true);
    thread.start();
    return new EnsembleServer(main, clientPort);
  }

  private static void run(Main main, QuorumPeerConfig config) {
    try {
      main.runFromConfig(config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (AdminServerException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isLeading() {
    return main.is(ServerState.LEADING);
  }

  /** Whether it takes clients' requests. */
  boolean isServing() {
    return isLeading() || main.is(ServerState.FOLLOWING);
  }

  String connectString() {
    return "127.0.0.1:" + clientPort;
  }

  @Override
  public void close() {
    main.close();
  }
}
