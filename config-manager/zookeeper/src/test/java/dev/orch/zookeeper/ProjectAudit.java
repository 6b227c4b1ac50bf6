package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.zookeeper.codec.RevisionDocument;
import dev.orch.zookeeper.codec.RevisionIndexDocument;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.StoredNode;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.Location;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RevisionName;
import dev.orch.zookeeper.manifest.ManifestReader;
import dev.orch.zookeeper.manifest.StoredManifest;
import dev.orch.zookeeper.read.RevisionReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.zookeeper.ZKUtil;

/** Holds what is stored of a project against what was committed. */
final class ProjectAudit {
  private static final int ALL = 1_000;

  private final ZooKeeperStore store;
  private final ProjectName project;
  private final ProjectLayout layout;
  private final Map<Long, SortedMap<LayerName, Digest>> expected = new ConcurrentHashMap<>();

  ProjectAudit(ZooKeeperStore store, ProjectName project) {
    this.store = store;
    this.project = project;
    this.layout = new Layout(store.connection().connectString().chroot()).project(project);
    expect(0, new TreeMap<>());
  }

  /**
   * From now on, the revision of this number, if it is live or kept, must have these components.
   */
  void expect(long number, SortedMap<LayerName, Digest> components) {
    expected.put(number, components);
  }

  /** From now on, no revision of this number may be seen. */
  void expectNone(long number) {
    expected.remove(number);
  }

  /** Reads everything that is live, each byte; the number of the revision. */
  long requireLiveWhole() throws IOException, InterruptedException {
    Head head = store.revisions().latestHead(project).orElse(null);
    if (head == null) {
      return 0;
    }
    requireWhole(head.revision(), head.components());
    return head.revision();
  }

  /** Reads each byte of all that is committed and kept. */
  List<RevisionInfo> requireHistoryWhole() throws IOException, InterruptedException {
    List<RevisionInfo> history = store.revisions().history(project, ALL);
    for (RevisionInfo revision : history) {
      requireWhole(revision.number(), revision.components());
    }
    return history;
  }

  void requireWhole(long number, Map<LayerName, ComponentHead> components)
      throws IOException, InterruptedException {
    assertThat(expected).as("the revisions that were ever made").containsKey(number);
    SortedMap<LayerName, Digest> found = new TreeMap<>();
    for (Map.Entry<LayerName, ComponentHead> component : components.entrySet()) {
      FileTree tree = store.revisions().open(project, component.getValue());
      requireBytes(tree);
      found.put(component.getKey(), tree.manifest().digest());
    }
    assertThat(found)
        .as("revision " + number)
        .isEqualTo(Objects.requireNonNull(expected.get(number)));
  }

  private static void requireBytes(FileTree tree) throws IOException, InterruptedException {
    int[] read = new int[1];
    tree.read(
        tree.manifest().files().values(),
        (file, content) -> {
          assertThat(Digest.of(content.readAllBytes()))
              .as(file.path()::value)
              .isEqualTo(file.digest());
          read[0]++;
        });
    assertThat(read[0]).isEqualTo(tree.manifest().files().size());
  }

  /** What the next writer would believe of revisions without reading them is what they are. */
  private void requireIndexTrue() throws InterruptedException {
    Reads reads = new Reads(store.connection());
    StoredNode node = reads.data(layout.revisions()).orElseThrow();
    if (node.data().length == 0) {
      return;
    }
    RevisionIndexDocument index = RevisionIndexDocument.read(layout.revisions(), node.data());
    if (index.writerVersion() == reads.data(layout.writer()).orElseThrow().version()) {
      RevisionReader reader =
          new RevisionReader(reads, new Layout(store.connection().connectString().chroot()));
      assertThat(index.revisions())
          .as("the index of revisions")
          .isEqualTo(
              reader.entries(layout, reader.names(layout)).stream()
                  .map(RevisionReader.Entry::summary)
                  .toList());
    }
  }

  /** No znode below the project but what head and the kept revisions need. */
  void requireNothingLeftBehind() throws Exception {
    requireIndexTrue();
    requireHeldTrue();
    Set<String> explained = explained();
    int found = Sessions.znodesBelow(store, layout.root());
    if (found != explained.size() - 1) {
      assertThat(new TreeSet<>(ZKUtil.listSubTreeBFS(store.connection().handle(), layout.root())))
          .as("the znodes of the project")
          .isEqualTo(explained);
    }
  }

  /** What revisions that were pruned say that they hold is what the kept ones refer to in them. */
  private void requireHeldTrue() throws InterruptedException {
    Map<RevisionName, Map<Location, Long>> places = new HashMap<>();
    Reads reads = new Reads(store.connection());
    ManifestReader manifests = new ManifestReader(reads);
    for (RevisionInfo revision : store.revisions().history(project, ALL)) {
      for (ComponentHead component : revision.components().values()) {
        StoredManifest manifest = manifests.read(layout, component);
        hold(places, Location.parse(component.location()), 0);
        manifest
            .shards()
            .forEach(shard -> hold(places, shard.reference().at(), shard.reference().size()));
        manifest.files().values().forEach(file -> hold(places, file.at(), file.entry().size()));
      }
    }
    RevisionReader reader =
        new RevisionReader(reads, new Layout(store.connection().connectString().chroot()));
    for (RevisionReader.Entry entry : reader.entries(layout, reader.names(layout))) {
      if (entry.document() instanceof RevisionDocument.Pruned pruned) {
        Map<Location, Long> held = places.getOrDefault(entry.name(), Map.of());
        assertThat(pruned)
            .as(entry.name()::toString)
            .isEqualTo(
                new RevisionDocument.Pruned(
                    held.values().stream().mapToLong(bytes -> bytes).sum(), held.size()));
      }
    }
  }

  private static void hold(Map<RevisionName, Map<Location, Long>> places, Location at, long bytes) {
    places.computeIfAbsent(at.revision(), revision -> new HashMap<>()).put(at, bytes);
  }

  private Set<String> explained() throws InterruptedException {
    Set<String> paths =
        new TreeSet<>(
            List.of(
                layout.root(), layout.head(), layout.writer(), layout.lock(), layout.revisions()));
    ManifestReader manifests = new ManifestReader(new Reads(store.connection()));
    for (RevisionInfo revision : store.revisions().history(project, ALL)) {
      paths.add(layout.revision(new RevisionName(revision.number(), revision.publishId())));
      for (ComponentHead component : revision.components().values()) {
        explain(paths, Location.parse(component.location()));
        StoredManifest manifest = manifests.read(layout, component);
        for (StoredManifest.Shard shard : manifest.shards()) {
          explain(paths, shard.reference().at());
        }
        for (StoredFile file : manifest.files().values()) {
          explain(paths, file.at());
          for (int part = 0; part < file.parts(); part++) {
            explain(paths, file.at().part(part));
          }
        }
      }
    }
    return paths;
  }

  private void explain(Set<String> paths, Location location) {
    String path = layout.at(location);
    while (paths.add(path)) {
      path = Layout.parent(path);
    }
  }
}
