package dev.orch.zookeeper.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.Digest;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.Manifest;
import dev.orch.model.component.SortedFiles;
import dev.orch.model.layer.LayerName;
import dev.orch.model.path.ConfigPath;
import dev.orch.zookeeper.codec.FilesDocument;
import dev.orch.zookeeper.codec.ManifestDocument;
import dev.orch.zookeeper.codec.ShardReference;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.layout.Location;
import dev.orch.zookeeper.layout.RevisionName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestEncoderTest {
  private static final LayerName FILE_MGR = LayerName.parse("file-mgr");
  private static final RevisionName FIRST = new RevisionName(1, "00112233aabb");
  private static final RevisionName SECOND = new RevisionName(2, "ffeeddccbbaa");

  private final Map<Location, byte[]> stored = new HashMap<>();

  private static SortedMap<ConfigPath, StoredFile> files(int count) {
    SortedMap<ConfigPath, StoredFile> files = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      put(files, FIRST, "etc/some/directory/file-" + i, "content " + i);
    }
    return files;
  }

  private static void put(
      SortedMap<ConfigPath, StoredFile> files, RevisionName revision, String path, String content) {
    ConfigPath at = new ConfigPath(path);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    FileEntry entry =
        new FileEntry(at, FileKind.CONFIGURATION, Digest.of(bytes), bytes.length, false);
    files.put(
        at,
        new StoredFile(entry, Location.file(revision, FILE_MGR, FileKind.CONFIGURATION, at), 0));
  }

  private static Manifest manifest(Collection<StoredFile> files) {
    return Manifest.of(files.stream().map(StoredFile::entry).toList(), ComponentSpec.DEFAULT);
  }

  /** Stores what a revision adds, and says what that was. */
  private List<NewNode> store(
      RevisionName revision,
      SortedMap<ConfigPath, StoredFile> files,
      @Nullable StoredManifest before) {
    ManifestEncoder encoder = new ManifestEncoder(revision, FILE_MGR);
    Manifest manifest = manifest(files.values());
    List<NewNode> nodes =
        Optional.ofNullable(before)
            .flatMap(old -> encoder.update(manifest, old, changes(old, files)))
            .orElseGet(() -> encoder.encode(manifest, files.values()));
    nodes.forEach(node -> stored.put(node.at(), node.data()));
    return nodes;
  }

  private static List<StoredChange> changes(
      StoredManifest before, SortedMap<ConfigPath, StoredFile> files) {
    List<StoredChange> changes = new ArrayList<>();
    SortedFiles.compare(
        before.files().values(),
        files.values(),
        file -> file.entry().path(),
        (was, is) -> changes.add(new StoredChange(was == null ? null : was.entry(), is)));
    return changes;
  }

  private byte[] at(Location location) {
    byte[] data = stored.get(location);
    assertThat(data).as(location.value()).isNotNull();
    return data == null ? new byte[0] : data;
  }

  private StoredManifest load(RevisionName revision) {
    ManifestDocument root = ManifestDocument.read("/m", at(Location.manifest(revision, FILE_MGR)));
    SortedMap<ConfigPath, StoredFile> files = new TreeMap<>();
    root.files().forEach(file -> files.put(file.entry().path(), file));
    List<StoredManifest.Shard> shards = new ArrayList<>();
    for (ShardReference shard : root.shards()) {
      assertThat(Digest.of(at(shard.at()))).isEqualTo(shard.digest());
      assertThat(at(shard.at())).hasSize(shard.size());
      List<StoredFile> inShard = FilesDocument.read("/s", at(shard.at())).files();
      inShard.forEach(file -> files.put(file.entry().path(), file));
      assertThat(shard.contents())
          .isEqualTo(Manifest.digestOf(inShard.stream().map(StoredFile::entry).toList()));
      shards.add(new StoredManifest.Shard(shard, inShard));
    }
    assertThat(root.digest()).isEqualTo(manifest(files.values()).digest());
    return shards.isEmpty()
        ? StoredManifest.whole(manifest(files.values()), root.files())
        : StoredManifest.sharded(manifest(files.values()), shards);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 300, 1_000, 5_000})
  void whatIsEncodedIsReadBackAndNoDocumentIsLarge(int count) {
    SortedMap<ConfigPath, StoredFile> files = files(count);
    List<NewNode> nodes = store(FIRST, files, null);
    assertThat(load(FIRST).files()).isEqualTo(files);
    assertThat(nodes.get(nodes.size() - 1).at()).isEqualTo(Location.manifest(FIRST, FILE_MGR));
    nodes
        .subList(0, nodes.size() - 1)
        .forEach(
            shard -> assertThat(shard.data()).hasSizeLessThanOrEqualTo(ManifestEncoder.MAX_WHOLE));
    assertThat(nodes.size() == 1).isEqualTo(count <= 200);
  }

  @Test
  void oneChangeRewritesOneShardAndTheManifest() {
    SortedMap<ConfigPath, StoredFile> files = files(20_000);
    store(FIRST, files, null);
    put(files, SECOND, "etc/some/directory/file-777", "changed");
    List<NewNode> nodes = store(SECOND, files, load(FIRST));
    assertThat(nodes).hasSize(2);
    assertThat(load(SECOND).files()).isEqualTo(files);
  }

  @Test
  void changedShardsAreWhatTheyWouldBeIfAllWereEncoded() {
    Random random = new Random(7);
    SortedMap<ConfigPath, StoredFile> files = files(1_000);
    store(FIRST, files, null);
    StoredManifest before = load(FIRST);
    for (int revision = 2; revision < 40; revision++) {
      RevisionName name = new RevisionName(revision, "00112233aabb");
      for (int i = random.nextInt(4); i >= 0; i--) {
        String path = "etc/some/directory/file-" + random.nextInt(1_050);
        if (random.nextInt(3) == 0) {
          files.remove(new ConfigPath(path));
        } else {
          put(files, name, path, "changed " + random.nextInt(3));
        }
      }
      List<NewNode> added = store(name, files, before);
      StoredManifest after = load(name);
      assertThat(after.files()).isEqualTo(files);
      assertThat(added).hasSizeLessThanOrEqualTo(1 + 4);
      List<NewNode> all =
          new ManifestEncoder(name, FILE_MGR).encode(manifest(files.values()), files.values());
      assertThat(after.shards().stream().map(shard -> shard.reference().digest()))
          .containsExactlyElementsOf(
              all.subList(0, all.size() - 1).stream().map(node -> Digest.of(node.data())).toList());
      before = after;
    }
  }

  @Test
  void aFileInAnotherShardThanItsOwnHasAllEncodedAnew() {
    SortedMap<ConfigPath, StoredFile> files = files(1_000);
    store(FIRST, files, null);
    StoredManifest sound = load(FIRST);
    List<StoredManifest.Shard> turned = new ArrayList<>(sound.shards());
    Collections.reverse(turned);
    put(files, SECOND, "etc/some/directory/file-777", "changed");

    store(SECOND, files, StoredManifest.sharded(sound.manifest(), turned));

    StoredManifest stored = load(SECOND);
    assertThat(stored.files()).isEqualTo(files);
    assertThat(stored.shards().stream().mapToInt(shard -> shard.requireFiles().size()).sum())
        .as("files in shards, each in one")
        .isEqualTo(files.size());
  }

  @Test
  void aManifestThatGrowsAndShrinksALittleKeepsItsShards() {
    SortedMap<ConfigPath, StoredFile> files = files(1_000);
    store(FIRST, files, null);
    int shards = load(FIRST).shards().size();
    for (int i = 1_000; i < 1_100; i++) {
      put(files, SECOND, "etc/some/directory/file-" + i, "content");
    }
    store(SECOND, files, load(FIRST));
    assertThat(load(SECOND).shards()).hasSize(shards);
    assertThat(load(SECOND).files()).isEqualTo(files);
  }

  @Test
  void aManifestThatShrinksMuchIsWholeAgain() {
    store(FIRST, files(2_000), null);
    SortedMap<ConfigPath, StoredFile> few = files(5);
    List<NewNode> nodes = store(SECOND, few, load(FIRST));
    assertThat(nodes).hasSize(1);
    assertThat(load(SECOND).files()).isEqualTo(few);
    assertThat(load(SECOND).shards()).isEmpty();
  }
}
