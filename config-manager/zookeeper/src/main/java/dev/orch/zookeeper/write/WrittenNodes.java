package dev.orch.zookeeper.write;

import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.zookeeper.codec.ManifestDocument;
import dev.orch.zookeeper.codec.ShardReference;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.Location;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RevisionName;
import dev.orch.zookeeper.manifest.ManifestDocuments;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The znodes that a committed revision wrote, as its own documents name them: one look at those of
 * its manifests that are its own, where listing them takes a look for each level. Whatever else
 * somebody put there is not among them.
 */
final class WrittenNodes {
  private final ProjectLayout project;
  private final RevisionName revision;
  private final Set<HeldPlace> places = new HashSet<>();
  private final TreeSet<String> paths = new TreeSet<>();

  private WrittenNodes(ProjectLayout project, RevisionName revision) {
    this.project = project;
    this.revision = revision;
    paths.add(project.revision(revision));
  }

  /**
   * Finds them.
   *
   * @throws dev.orch.model.CorruptDataException when a document of its is missing or malformed
   */
  static WrittenNodes of(ManifestDocuments documents, ProjectLayout project, RevisionInfo info)
      throws InterruptedException {
    WrittenNodes nodes =
        new WrittenNodes(project, new RevisionName(info.number(), info.publishId()));
    List<ComponentHead> own =
        info.components().values().stream()
            .filter(state -> nodes.isOwn(documents.location(state)))
            .toList();
    documents.read(own);
    List<ShardReference> shards = new ArrayList<>();
    for (ComponentHead state : own) {
      ManifestDocument manifest = documents.manifest(state);
      nodes.add(HeldPlace.ofManifest(documents.location(state)));
      manifest.files().forEach(nodes::add);
      manifest.shards().stream().filter(shard -> nodes.isOwn(shard.at())).forEach(shards::add);
    }
    documents.readShards(shards);
    for (ShardReference shard : shards) {
      nodes.add(HeldPlace.of(shard));
      documents.files(shard).forEach(nodes::add);
    }
    return nodes;
  }

  /** The places of its documents and files. */
  Set<HeldPlace> places() {
    return places;
  }

  /** All znodes, children before parents, its own last. */
  List<String> bottomUp() {
    return List.copyOf(paths.descendingSet());
  }

  private boolean isOwn(Location at) {
    return at.revision().equals(revision);
  }

  /** A file whose bytes another revision holds is in this one's manifest, but not below it. */
  private void add(StoredFile file) {
    if (isOwn(file.at())) {
      add(HeldPlace.of(file));
    }
  }

  /** With the znodes between it and the revision's. */
  private void add(HeldPlace place) {
    places.add(place);
    for (String path : place.paths(project)) {
      for (String node = path; paths.add(node); ) {
        node = Layout.parent(node);
      }
    }
  }
}
