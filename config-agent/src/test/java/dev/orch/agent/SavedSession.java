package dev.orch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;

/** An agent's session with the server, by the key that it keeps in its home. */
record SavedSession(String connect, long id, String password) {
  static SavedSession of(String connect, Path home) throws Exception {
    String[] key = Files.readString(home.resolve(".orch/session")).strip().split(" ", -1);
    assertThat(key).as("kind, id and password").hasSize(3);
    return new SavedSession(connect, Long.parseUnsignedLong(key[1].substring(2), 16), key[2]);
  }

  /** Ends it behind the agent's back, which then learns that it has expired. */
  void kill() throws Exception {
    assertThat(take(zk -> zk.close())).isEqualTo(KeeperState.SyncConnected);
  }

  boolean isOver() throws Exception {
    return take(zk -> {}) == KeeperState.Expired;
  }

  private interface Use {
    void with(ZooKeeper zk) throws InterruptedException;
  }

  /** Takes it over; whoever had it is disconnected, and takes it back if it still can. */
  private KeeperState take(Use use) throws Exception {
    CompletableFuture<KeeperState> state = new CompletableFuture<>();
    ZooKeeper zk =
        new ZooKeeper(
            connect,
            20_000,
            event -> state.complete(event.getState()),
            id,
            HexFormat.of().parseHex(password));
    KeeperState result = state.get(20, TimeUnit.SECONDS);
    use.with(zk);
    return result;
  }
}
