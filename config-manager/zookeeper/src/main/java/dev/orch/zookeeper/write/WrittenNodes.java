package dev.orch.zookeeper.write;

import dev.orch.model.CorruptDataException;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.zookeeper.codec.FilesDocument;
import dev.orch.zookeeper.codec.ManifestDocument;
import dev.orch.zookeeper.codec.ShardReference;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.connection.BulkReads;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoredNode;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.Location;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RevisionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The znodes that a committed revision wrote, as its own documents name them: one look at those of
 * its manifests that are its own, where listing them takes a look for each level. Whatever else
 * somebody put there is not among them.
 */
final class WrittenNodes {
  private static final int WINDOW = 32;

  private final Reads reads;
  private final ProjectLayout project;
  private final RevisionName revision;
  private final TreeSet<String> paths = new TreeSet<>();

  private WrittenNodes(Reads reads, ProjectLayout project, RevisionName revision) {
    this.reads = reads;
    this.project = project;
    this.revision = revision;
  }

  /**
   * All of them, children before parents, its own last.
   *
   * @throws CorruptDataException when a document of its is missing or malformed
   */
  static List<String> bottomUp(Reads reads, ProjectLayout project, RevisionInfo info)
      throws InterruptedException {
    WrittenNodes nodes =
        new WrittenNodes(reads, project, new RevisionName(info.number(), info.publishId()));
    nodes.paths.add(project.revision(nodes.revision));
    nodes.addAll(
        info.components().values().stream()
            .map(state -> Location.parse(state.location()))
            .filter(nodes::isOwn)
            .toList());
    return List.copyOf(nodes.paths.descendingSet());
  }

  private boolean isOwn(Location at) {
    return at.revision().equals(revision);
  }

  private void addAll(List<Location> manifests) throws InterruptedException {
    List<ShardReference> shards = new ArrayList<>();
    reads.pipelined(
        manifests,
        WINDOW,
        (zk, at) -> Requests.getData(zk, project.at(at)),
        (at, found) -> {
          add(at);
          ManifestDocument document = ManifestDocument.read(project.at(at), data(at, found));
          document.files().forEach(this::add);
          document.shards().stream().filter(shard -> isOwn(shard.at())).forEach(shards::add);
        });
    new BulkReads(reads)
        .read(
            shards.stream()
                .map(shard -> new BulkReads.Item<>(shard, project.at(shard.at()), shard.size()))
                .iterator(),
            (shard, content) -> {
              add(shard.at());
              FilesDocument.read(project.at(shard.at()), content).files().forEach(this::add);
            });
  }

  private byte[] data(Location at, Optional<StoredNode> found) {
    return found
        .orElseThrow(
            () -> new CorruptDataException(project.at(at), "expected a manifest, found none", null))
        .data();
  }

  /** A file whose bytes another revision holds is in this one's manifest, but not below it. */
  private void add(StoredFile file) {
    if (isOwn(file.at())) {
      add(file.at());
      for (int part = 0; part < file.parts(); part++) {
        add(file.at().part(part));
      }
    }
  }

  /** With the znodes between it and the revision's. */
  private void add(Location at) {
    String root = project.revision(revision);
    for (String path = project.at(at); !path.equals(root) && paths.add(path); ) {
      path = Layout.parent(path);
    }
  }
}
