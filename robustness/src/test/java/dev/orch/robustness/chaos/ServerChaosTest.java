package dev.orch.robustness.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.instance.InstanceState;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.zookeeper.ZooKeeperStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to one server that all depend on. */
@Tag("full")
final class ServerChaosTest {
  private static final int HERD = 300;
  private static final Duration SESSION = Duration.ofSeconds(20);

  @TempDir private Path directory;

  private static ZooKeeperStore connect(ZooKeeperServer server) throws InterruptedException {
    ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(server.connectString()));
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    return store;
  }

  @Test
  void threeHundredAgentsReconnectAtOnce() throws Exception {
    try (ZooKeeperServer server = ZooKeeperServer.start(directory.resolve("data"));
        ZooKeeperStore store = connect(server);
        Fleet fleet = new Fleet(directory.resolve("homes"), SESSION)) {
      long first = Fleet.publish(store, "first", 5);
      long begun = System.nanoTime();
      for (int i = 0; i < HERD; i++) {
        fleet.add("node-" + i, server.connectString());
      }
      Fleet.awaitApplied(store, first, HERD);
      Seen.print("%d agents started and applied in %s", HERD, Seen.since(begun));
      int started = fleet.activations();

      server.stop();
      server.restart();
      long back = System.nanoTime();
      Fleet.awaitApplied(store, first, HERD);
      Seen.print("%d agents connected again %s after the restart", HERD, Seen.since(back));
      assertThat(fleet.activations()).as("none is started for nothing").isEqualTo(started);

      long change = System.nanoTime();
      long second = Fleet.publish(store, "second", 5);
      Fleet.awaitApplied(store, second, HERD);
      Seen.print("a change was applied by all %d within %s", HERD, Seen.since(change));
      assertThat(fleet.activations()).isEqualTo(started + HERD);
    }
  }

  @Test
  void theEnsembleIsRestoredFromAnOlderBackup() throws Exception {
    Path data = directory.resolve("data");
    Path backup = directory.resolve("backup");
    try (ZooKeeperServer server = ZooKeeperServer.start(data);
        Fleet fleet = new Fleet(directory.resolve("homes"), SESSION)) {
      try (ZooKeeperStore store = connect(server)) {
        fleet.add("node-1", server.connectString());
        Fleet.awaitApplied(store, Fleet.publish(store, "one", 5), 1);
        server.stop();
        copy(data, backup);
        server.restart();
        store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
        Fleet.awaitApplied(store, Fleet.publish(store, "two", 5), 1);
        Fleet.awaitApplied(store, Fleet.publish(store, "three", 5), 1);
      }
      int started = fleet.activations();
      server.stop();
      delete(data);
      copy(backup, data);
      server.restart();
      try (ZooKeeperStore store = connect(server)) {
        Await.until("it holds", Fleet.LIMIT, () -> state(store) == InstanceState.HELD);
        String reason = Fleet.statuses(store).get(0).report().error().orElse("");
        Seen.print("restored from a backup: HELD: %s", reason);
        assertThat(directory.resolve("homes/node-1/etc/f0")).hasContent("three");
        assertThat(fleet.activations()).isEqualTo(started);
        Fleet.publish(store, "two again", 5);
        long third = Fleet.publish(store, "four", 5);
        Fleet.awaitApplied(store, third, 1);
        Seen.print("revision %d, as high as the highest seen before, was applied", third);
        assertThat(directory.resolve("homes/node-1/etc/f0")).hasContent("four");
      }
    }
  }

  private static InstanceState state(ZooKeeperStore store) throws InterruptedException {
    return Fleet.statuses(store).stream()
        .map(status -> status.report().state())
        .findFirst()
        .orElse(InstanceState.STARTING);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      paths
          .sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
