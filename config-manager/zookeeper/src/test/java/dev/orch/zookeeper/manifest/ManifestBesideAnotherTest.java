package dev.orch.zookeeper.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ComponentName;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.zookeeper.ZooKeeperStore;
import dev.orch.zookeeper.codec.FilesDocument;
import dev.orch.zookeeper.codec.ManifestDocument;
import dev.orch.zookeeper.codec.ShardReference;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.connection.ConnectString;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.Location;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A manifest that is read beside another is the same, and costs what differs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManifestBesideAnotherTest {
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");

  /** So many that the manifest is cut into eight shards. */
  private static final int MANY = 1_000;

  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final StoreSettings settings = StoreSettings.of(server.connectString());
  private final ZooKeeperStore store = ZooKeeperStore.open(settings);
  private final Connection connection =
      Connection.open(ConnectString.parse(server.connectString()), settings);
  private final ManifestReader reader = new ManifestReader(new Reads(connection));
  private final Random random = new Random(11);
  private ProjectName project = new ProjectName("none");
  private ProjectLayout layout = new Layout("").project(project);

  @BeforeAll
  void connect() throws InterruptedException {
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    connection.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
  }

  @BeforeEach
  void chooseProject() {
    project = new ProjectName("p-" + UUID.randomUUID());
    layout = new Layout("").project(project);
  }

  @AfterAll
  void close() {
    connection.close();
    store.close();
    server.close();
  }

  private static SortedMap<String, String> many() {
    SortedMap<String, String> texts = new TreeMap<>();
    for (int i = 0; i < MANY; i++) {
      texts.put("etc/some/directory/file-" + i, "content " + i);
    }
    return texts;
  }

  private static FileTree tree(Map<String, String> texts) {
    Trees tree = Trees.builder();
    texts.forEach(tree::file);
    return tree.build();
  }

  private ComponentHead publish(FileTree tree) throws InterruptedException {
    Commits.publish(store.revisions(), project, FILE_MGR.value(), tree);
    return store.revisions().head(project).orElseThrow().component(FILE_MGR).orElseThrow();
  }

  private void change(SortedMap<String, String> texts) {
    List<String> paths = new ArrayList<>(texts.keySet());
    String path = paths.get(random.nextInt(paths.size()));
    switch (random.nextInt(4)) {
      case 0 -> texts.remove(path);
      case 1 -> texts.put(path + "-new", "new");
      case 2 -> texts.put(path, "changed");
      default -> texts.put(path, texts.getOrDefault(paths.get(0), ""));
    }
  }

  private static int shardsRead(StoredManifest manifest) {
    return (int) manifest.shards().stream().filter(StoredManifest.Shard::isRead).count();
  }

  @Test
  void itIsTheSameWhateverTheOtherIs() throws Exception {
    FileTree stored = tree(many());
    ComponentHead state = publish(stored);
    for (int changes : List.of(0, 1, 2, 3, 5, 20, 900)) {
      SortedMap<String, String> other = many();
      for (int i = 0; i < changes; i++) {
        change(other);
      }

      StoredManifest found = reader.read(layout, state, tree(other).manifest());

      assertThat(found.manifest().files()).isEqualTo(stored.manifest().files());
      assertThat(shardsRead(found)).isLessThanOrEqualTo(changes);
      StoredManifest whole = reader.whole(layout, found);
      assertThat(whole.files()).isEqualTo(reader.read(layout, state).files());
    }
    for (Manifest other :
        List.of(Manifest.EMPTY, tree(Map.of("a", "1")).manifest(), tree(Map.of()).manifest())) {
      StoredManifest found = reader.read(layout, state, other);
      assertThat(found.isWhole()).isTrue();
      assertThat(found.manifest()).isEqualTo(stored.manifest());
    }
  }

  @Test
  void howItIsAppliedIsItsOwn() throws Exception {
    ComponentSpec spec = ComponentSpec.ofCanonical(new TreeMap<>(Map.of("trigger", "none")));
    FileTree stored = tree(many());
    Manifest other = Manifest.of(stored.manifest().files().values(), spec);

    StoredManifest found = reader.read(layout, publish(stored), other);

    assertThat(found.manifest().spec()).isEqualTo(ComponentSpec.DEFAULT);
    assertThat(shardsRead(found)).isZero();
  }

  @Test
  void filesOfShardsThatWereNotReadAreReadWhenTheyAreAskedFor() throws Exception {
    FileTree stored = tree(many());
    ComponentHead state = publish(stored);
    SortedMap<String, String> other = many();
    other.put("etc/some/directory/file-7", "other");

    FileTree found = store.revisions().open(project, state, tree(other).manifest());

    assertThat(Trees.texts(found)).isEqualTo(many());
  }

  @Test
  void aShardThatClaimsToHaveOtherFilesThanItHasIsNotBelieved() throws Exception {
    FileTree stored = tree(many());
    ComponentHead state = publish(stored);
    SortedMap<String, String> other = many();
    other.put("etc/some/directory/file-7", "other");
    Manifest like = tree(other).manifest();
    List<ShardReference> lies = new ArrayList<>();
    List<ShardReference> truth = root(state).shards();
    List<List<FileEntry>> others =
        ShardHash.cut(
            like.files().values(), FileEntry::path, Integer.numberOfTrailingZeros(truth.size()));
    for (int i = 0; i < truth.size(); i++) {
      ShardReference shard = truth.get(i);
      lies.add(
          new ShardReference(
              shard.digest(), Manifest.digestOf(others.get(i)), shard.size(), shard.at()));
    }
    store(state, new ManifestDocument(state.digest(), ComponentSpec.DEFAULT, List.of(), lies));

    StoredManifest found = reader.read(layout, state, like);

    assertThat(found.manifest()).isEqualTo(stored.manifest());
    assertThat(found.isWhole()).isTrue();
  }

  @Test
  void aShardThatLacksAFileOfThoseItClaimsIsNoticedWhenItIsReadLater() throws Exception {
    FileTree stored = tree(many());
    ComponentHead state = publish(stored);
    List<ShardReference> shards = new ArrayList<>(root(state).shards());
    ShardReference first = shards.get(0);
    List<StoredFile> files = reader.read(layout, state).shards().get(0).requireFiles();
    byte[] fewer = new FilesDocument(files.subList(1, files.size())).write();
    connection.handle().setData(layout.at(first.at()), fewer, -1);
    shards.set(0, new ShardReference(Digest.of(fewer), first.contents(), fewer.length, first.at()));
    store(state, new ManifestDocument(state.digest(), ComponentSpec.DEFAULT, List.of(), shards));

    StoredManifest found = reader.read(layout, state, stored.manifest());

    assertThatThrownBy(() -> reader.whole(layout, found)).isInstanceOf(CorruptDataException.class);
  }

  @Test
  void shardsOfWhichNobodySaidWhatIsInThemAreRead() throws Exception {
    FileTree stored = tree(many());
    ComponentHead state = publish(stored);
    List<ShardReference> silent =
        root(state).shards().stream()
            .map(shard -> new ShardReference(shard.digest(), null, shard.size(), shard.at()))
            .toList();
    store(state, new ManifestDocument(state.digest(), ComponentSpec.DEFAULT, List.of(), silent));

    assertThat(reader.read(layout, state, stored.manifest()).isWhole()).isTrue();
    // The next publish says it of what it writes.
    SortedMap<String, String> changed = many();
    changed.put("etc/some/directory/file-7", "changed");
    FileTree next = tree(changed);
    StoredManifest found = reader.read(layout, publish(next), next.manifest());
    assertThat(shardsRead(found)).isEqualTo(silent.size() - 1);
  }

  @Test
  void aShardThatIsNotWhatItMustBeIsNoticedByWhoNeedsIt() throws Exception {
    FileTree stored = tree(many());
    ComponentHead state = publish(stored);
    StoredManifest found = reader.read(layout, state, stored.manifest());
    ShardReference damaged = found.shards().get(0).reference();
    connection.handle().setData(layout.at(damaged.at()), new byte[damaged.size()], -1);

    assertThatThrownBy(() -> reader.whole(layout, found)).isInstanceOf(CorruptDataException.class);
    ConfigPath path =
        found.manifest().files().keySet().stream()
            .filter(it -> found.unread(List.of(it)).contains(0))
            .findFirst()
            .orElseThrow();
    assertThatThrownBy(() -> reader.with(layout, found, List.of(path)))
        .isInstanceOf(CorruptDataException.class);
  }

  private ManifestDocument root(ComponentHead state) throws InterruptedException, KeeperException {
    String place = layout.at(Location.parse(state.location()));
    return ManifestDocument.read(place, connection.handle().getData(place, false, null));
  }

  private void store(ComponentHead state, ManifestDocument document)
      throws InterruptedException, KeeperException {
    String place = layout.at(Location.parse(state.location()));
    connection.handle().setData(place, document.write(), -1);
  }
}
