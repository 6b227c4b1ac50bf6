package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ComponentName;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Many files, large files, and what they cost; {@code jute.maxbuffer} is at its default. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeComponentTest {
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");

  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final ZooKeeperStore store =
      ZooKeeperStore.open(StoreSettings.of(server.connectString()));

  @BeforeAll
  void connect() throws InterruptedException {
    assertThat(System.getProperty("jute.maxbuffer")).isNull();
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
  }

  @AfterAll
  void close() {
    store.close();
    server.close();
  }

  private static String path(ProjectName project) {
    return "/orch/projects/" + project;
  }

  private ComponentHead live(ProjectName project) throws InterruptedException {
    return store.revisions().head(project).orElseThrow().component(FILE_MGR).orElseThrow();
  }

  private static Map<String, byte[]> files(int count) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      files.put(
          "etc/directory-" + i % 40 + "/some-file-" + i + ".xml",
          ("content " + i).getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  @Test
  void oneChangedFileIn20000WritesAFewZnodes() throws Exception {
    ProjectName project = new ProjectName("p-" + UUID.randomUUID());
    Map<String, byte[]> files = files(20_000);
    Commits.publish(store.revisions(), project, "file-mgr", Trees.ofBytes(files));
    int before = Sessions.znodesBelow(store, path(project));
    long bytesBefore = store.revisions().bytesHeld(project);

    files.put("etc/directory-7/some-file-7.xml", new byte[] {1, 2, 3});
    FileTree changed = Trees.ofBytes(files);
    Commits.publish(store.revisions(), project, "file-mgr", changed);
    int created = Sessions.znodesBelow(store, path(project)) - before;
    long bytes = store.revisions().bytesHeld(project) - bytesBefore;
    // Revision, components, manifest, shards, one shard, and the file with three directories.
    assertThat(created).isEqualTo(9);
    assertThat(bytes).isLessThan(128 * 1024);

    FileTree stored = store.revisions().open(project, live(project));
    assertThat(stored.manifest()).isEqualTo(changed.manifest());
    assertThat(Trees.bytes(stored).get("etc/directory-7/some-file-7.xml"))
        .isEqualTo(new byte[] {1, 2, 3});

    try (WriteSession session = store.revisions().write(project, "x", Commits.LOCK_WAIT)) {
      session.prune(1);
    }
    // The first revision still holds what the second refers to.
    assertThat(Trees.bytes(store.revisions().open(project, live(project)))).hasSize(20_000);
  }

  /** A file whose bytes are made as they are read, so that the test itself needs no memory. */
  private record Generated(FileEntry file) implements FileTree {
    private static final int PATTERN = 1_000_003;

    static Generated ofSize(long size) throws IOException {
      try (InputStream content = stream(size)) {
        return new Generated(
            new FileEntry(
                new ConfigPath("large.bin"),
                FileKind.CONFIGURATION,
                Digest.of(content),
                size,
                false));
      }
    }

    private static InputStream stream(long size) {
      return new InputStream() {
        private long position;

        @Override
        public int read() {
          return position < size ? (int) (position++ % PATTERN % 251) : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
          int count = (int) Math.min(length, size - position);
          for (int i = 0; i < count; i++) {
            buffer[offset + i] = (byte) read();
          }
          return count == 0 && length > 0 ? -1 : count;
        }
      };
    }

    @Override
    public Manifest manifest() {
      return Manifest.of(List.of(file), ComponentSpec.DEFAULT);
    }

    @Override
    public void read(Collection<FileEntry> files, ContentSink sink)
        throws IOException, InterruptedException {
      for (FileEntry entry : files) {
        try (InputStream content = stream(entry.size())) {
          sink.accept(entry, content);
        }
      }
    }
  }

  @Test
  void aFileOf64MebibytesComesBackAndIsPrunedWhole() throws Exception {
    ProjectName project = new ProjectName("p-" + UUID.randomUUID());
    Generated tree = Generated.ofSize(64L * 1024 * 1024);
    Commits.publish(store.revisions(), project, "file-mgr", tree);
    FileTree stored = store.revisions().open(project, live(project));
    Digest[] found = new Digest[1];
    stored.read(
        stored.manifest().files().values(), (file, content) -> found[0] = Digest.of(content));
    assertThat(found[0]).isEqualTo(tree.file().digest());

    // Unchanged beside a new file: none of its parts is written again.
    int before = Sessions.znodesBelow(store, path(project));
    Manifest both =
        Manifest.of(
            List.of(tree.file(), Trees.of("a", "1").manifest().files().values().iterator().next()),
            ComponentSpec.DEFAULT);
    Commits.publish(
        store.revisions(),
        project,
        "file-mgr",
        new FileTree() {
          @Override
          public Manifest manifest() {
            return both;
          }

          @Override
          public void read(Collection<FileEntry> files, ContentSink sink)
              throws IOException, InterruptedException {
            for (FileEntry file : files) {
              sink.accept(file, new ByteArrayInputStream("1".getBytes(StandardCharsets.UTF_8)));
            }
          }
        });
    assertThat(Sessions.znodesBelow(store, path(project)) - before).isLessThan(7);
    try (WriteSession session = store.revisions().write(project, "x", Commits.LOCK_WAIT)) {
      session.prune(1);
    }
    FileTree kept = store.revisions().open(project, live(project));
    kept.read(List.of(tree.file()), (file, content) -> found[0] = Digest.of(content));
    assertThat(found[0]).isEqualTo(tree.file().digest());

    Commits.publish(store.revisions(), project, "file-mgr", Trees.of("a", "1"));
    try (WriteSession session = store.revisions().write(project, "x", Commits.LOCK_WAIT)) {
      assertThat(session.prune(1).znodesDeleted()).isGreaterThan(512);
    }
    assertThat(Sessions.znodesBelow(store, path(project))).isLessThan(20);
  }

  @Test
  void aFileThatShrankOrGrewInTheStoreIsRefusedByName() throws Exception {
    ProjectName project = new ProjectName("p-" + UUID.randomUUID());
    Commits.publish(store.revisions(), project, "file-mgr", Trees.of("etc/a", "12345"));
    ZooKeeper zk = store.connection().handle();
    String file = path(project) + '/' + live(project).location() + "/configuration/etc/a";
    FileTree stored = store.revisions().open(project, live(project));
    zk.setData(file, new byte[4], -1);
    assertThatThrownBy(() -> read(stored))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageStartingWith(file + ": expected 5 bytes, found 4");
    zk.setData(file, new byte[900_000], -1);
    assertThatThrownBy(() -> read(stored)).isInstanceOf(CorruptDataException.class);
    zk.delete(file, -1);
    assertThatThrownBy(() -> read(stored))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("found none");
  }

  private static void read(FileTree tree) throws IOException, InterruptedException {
    tree.read(tree.manifest().files().values(), (file, content) -> content.readAllBytes());
  }

  @Test
  void corruptDocumentsAreNamedAndNothingIsDeletedOnTheirAccount() throws Exception {
    ProjectName project = new ProjectName("p-" + UUID.randomUUID());
    Commits.publish(store.revisions(), project, "file-mgr", Trees.of("a", "1"));
    Commits.publish(store.revisions(), project, "file-mgr", Trees.of("a", "2"));
    ZooKeeper zk = store.connection().handle();
    String manifest = path(project) + '/' + live(project).location();
    zk.setData(manifest, "{}".getBytes(StandardCharsets.UTF_8), -1);
    assertThatThrownBy(() -> store.revisions().open(project, live(project)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageStartingWith(manifest + ": ");
    int before = Sessions.znodesBelow(store, path(project));
    try (WriteSession session = store.revisions().write(project, "x", Commits.LOCK_WAIT)) {
      assertThatThrownBy(() -> session.prune(1)).isInstanceOf(CorruptDataException.class);
    }
    assertThat(Sessions.znodesBelow(store, path(project))).isEqualTo(before);

    // Publishing again mends it, without a byte of what cannot be trusted.
    Commits.publish(store.revisions(), project, "file-mgr", Trees.of("a", "2", "b", "3"));
    assertThat(Trees.texts(store.revisions().open(project, live(project)))).containsEntry("a", "2");

    zk.setData(path(project) + "/head", new byte[0], -1);
    assertThatThrownBy(() -> store.revisions().head(project))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageStartingWith(path(project) + "/head: ");
  }

  @Test
  void aHeadThatIsTooLargeToBeReadIsCorruptAndNotAStoreThatIsAway() throws Exception {
    ProjectName project = new ProjectName("p-" + UUID.randomUUID());
    Commits.publish(store.revisions(), project, "file-mgr", Trees.of("a", "1"));
    store.connection().handle().setData(path(project) + "/head", new byte[1_048_490], -1);
    StoreSettings impatient =
        new StoreSettings(
            server.connectString(),
            StoreSettings.DEFAULT_CONNECT_TIMEOUT,
            StoreSettings.DEFAULT_SESSION_TIMEOUT,
            Duration.ofSeconds(3));
    try (ZooKeeperStore reader = ZooKeeperStore.open(impatient)) {
      assertThatThrownBy(() -> reader.revisions().head(project))
          .isInstanceOf(CorruptDataException.class)
          .hasMessageContaining("found 1048490");
    }
  }
}
