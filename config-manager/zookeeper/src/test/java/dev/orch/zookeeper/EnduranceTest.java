package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.Subscription;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.Commits;
import dev.orch.testing.Signals;
import dev.orch.testing.TcpProxy;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small server and one store, for long and under much. */
@Tag("full")
class EnduranceTest {
  private static final ProjectName PROJECT = new ProjectName("weather");
  private static final String SMALL_HEAP = "512m";
  private static final int MEBIBYTE = 1024 * 1024;
  private static final int PUBLISHES = 1_000;
  private static final int RECONNECTS = 100;
  private static final int KEEP = 10;

  /** So many files of 1 MiB, made as they are read. */
  private record Mebibytes(List<FileEntry> files) implements FileTree {
    static Mebibytes of(int count) {
      return new Mebibytes(IntStream.range(0, count).mapToObj(Mebibytes::file).toList());
    }

    private static FileEntry file(int number) {
      return new FileEntry(
          new ConfigPath("f" + number),
          FileKind.CONFIGURATION,
          Digest.of(content(number)),
          MEBIBYTE,
          false);
    }

    private static byte[] content(int number) {
      byte[] content = new byte[MEBIBYTE];
      ByteBuffer.wrap(content).putInt(number);
      return content;
    }

    @Override
    public Manifest manifest() {
      return Manifest.of(files, ComponentSpec.DEFAULT);
    }

    @Override
    public void read(Collection<FileEntry> wanted, ContentSink sink)
        throws IOException, InterruptedException {
      for (FileEntry file : wanted) {
        int number = Integer.parseInt(file.path().value().substring(1));
        sink.accept(file, new ByteArrayInputStream(content(number)));
      }
    }
  }

  private static void publishAndPrune(ZooKeeperStore store, int number) throws Exception {
    try (WriteSession session = store.revisions().write(PROJECT, "x", Commits.LOCK_WAIT)) {
      session.commit(
          Commits.publish("file-mgr", Trees.of("a", "content " + number)), CommitProgress.NONE);
      session.prune(KEEP);
    }
  }

  @Test
  @Timeout(600)
  void aServerOf512MebibytesSurvives200MebibytesAndAThousandPublishes(@TempDir Path directory)
      throws Exception {
    try (ZooKeeperProcess server = ZooKeeperProcess.start(directory, SMALL_HEAP);
        ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(server.connectString()))) {
      store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
      FileTree large = Mebibytes.of(200);
      Commits.publish(store.revisions(), PROJECT, "file-mgr", large);
      assertThat(store.revisions().bytesHeld(PROJECT)).isGreaterThan(200L * MEBIBYTE);

      for (int i = 1; i <= PUBLISHES; i++) {
        publishAndPrune(store, i);
      }

      assertThat(server.isWell()).isTrue();
      assertThat(store.revisions().latestHead(PROJECT).orElseThrow().revision())
          .isEqualTo(PUBLISHES + 1);
      assertThat(store.revisions().history(PROJECT, PUBLISHES)).hasSize(KEEP);
      assertThat(store.revisions().bytesHeld(PROJECT)).isLessThan(MEBIBYTE);
    }
  }

  /** What a client and its server hold on to. */
  private record Held(
      int threads, long files, long connections, long sessions, long watches, long ephemerals) {
    static Held of(ZooKeeperProcess server) {
      return new Held(
          ManagementFactory.getThreadMXBean().getThreadCount(),
          ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
              .getOpenFileDescriptorCount(),
          server.number("zk_num_alive_connections"),
          server.number("zk_global_sessions"),
          server.number("zk_watch_count"),
          server.number("zk_ephemerals_count"));
    }
  }

  @Test
  @Timeout(600)
  void aThousandPublishesAndAHundredReconnectsHoldOnToNothing(@TempDir Path directory)
      throws Exception {
    try (ZooKeeperProcess server = ZooKeeperProcess.start(directory, SMALL_HEAP);
        TcpProxy proxy = TcpProxy.to(server.port());
        ZooKeeperStore store = ZooKeeperStore.open(StoreSettings.of(proxy.connectString()))) {
      store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
      Signals signals = new Signals();
      try (Subscription watch = store.revisions().watchHead(PROJECT, signals)) {
        reconnect(proxy, store, signals);
        publishAndPrune(store, 0);
        Held before = Held.of(server);

        for (int i = 1; i <= PUBLISHES; i++) {
          publishAndPrune(store, i);
          if (i % (PUBLISHES / RECONNECTS) == 0) {
            reconnect(proxy, store, signals);
          }
        }

        Await.until(
            "as much is held as before: " + before + ", found " + Held.of(server),
            () -> Held.of(server).equals(before));
        // A server counts a watch that stays set twice: as one of data and as one of children.
        assertThat(before.watches()).isEqualTo(2);
      }
    }
  }

  /** Cuts the wire, and waits until the watch was set again, which is told. */
  private static void reconnect(TcpProxy proxy, ZooKeeperStore store, Signals signals)
      throws InterruptedException {
    int told = signals.count();
    proxy.cut();
    signals.awaitMoreThan(told);
    Await.until("connected", store.connection()::isConnected);
  }
}
