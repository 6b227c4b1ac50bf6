package dev.orch.zookeeper.manifest;

import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.revision.ComponentHead;
import dev.orch.zookeeper.codec.FilesDocument;
import dev.orch.zookeeper.codec.ManifestDocument;
import dev.orch.zookeeper.codec.ShardReference;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.connection.BulkReads;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoredNode;
import dev.orch.zookeeper.layout.Location;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The documents that manifests consist of, for whoever needs some and not whole manifests. Each is
 * read once, and many in one flight.
 */
public final class ManifestDocuments {
  private static final int WINDOW = 32;

  private final Reads reads;
  private final ProjectLayout project;
  private final Map<Location, ManifestDocument> manifests = new HashMap<>();
  private final Map<Location, List<StoredFile>> shards = new HashMap<>();

  public ManifestDocuments(Reads reads, ProjectLayout project) {
    this.reads = reads;
    this.project = project;
  }

  /** Where the manifest of this state is. */
  static Location location(ProjectLayout project, ComponentHead state) {
    try {
      return Location.parse(state.location());
    } catch (IllegalArgumentException e) {
      throw new CorruptDataException(project.head(), String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Reads the manifests of these states, of large ones without their shards.
   *
   * @throws CorruptDataException when one is missing, malformed, or says that it is another
   */
  public void read(Collection<ComponentHead> states) throws InterruptedException {
    List<ComponentHead> missing =
        states.stream().filter(state -> !manifests.containsKey(location(state))).toList();
    reads.pipelined(
        missing,
        WINDOW,
        (zk, state) -> Requests.getData(zk, project.at(location(state))),
        (state, node) -> manifests.put(location(state), manifest(state, node)));
  }

  private ManifestDocument manifest(ComponentHead state, Optional<StoredNode> found) {
    String place = project.at(location(state));
    ManifestDocument document = ManifestReader.parse(place, found);
    if (!document.digest().equals(state.digest())) {
      throw new CorruptDataException(
          place, "expected the digest " + state.digest() + ", found " + document.digest(), null);
    }
    return document;
  }

  /**
   * Reads these shards.
   *
   * @throws CorruptDataException when one is missing, malformed, or not the one that is meant
   */
  public void readShards(Collection<ShardReference> references) throws InterruptedException {
    new BulkReads(reads)
        .read(
            references.stream()
                .filter(shard -> !shards.containsKey(shard.at()))
                .map(shard -> new BulkReads.Item<>(shard, project.at(shard.at()), shard.size()))
                .iterator(),
            (shard, content) ->
                shards.put(shard.at(), files(project.at(shard.at()), shard, content)));
  }

  /** The files of a shard that was read. */
  static List<StoredFile> files(String place, ShardReference shard, byte[] content) {
    Digest found = Digest.of(content);
    if (!found.equals(shard.digest())) {
      throw new CorruptDataException(
          place, "expected the digest " + shard.digest() + ", found " + found, null);
    }
    return FilesDocument.read(place, content).files();
  }

  public Location location(ComponentHead state) {
    return location(project, state);
  }

  /** One that was read. */
  public ManifestDocument manifest(ComponentHead state) {
    return Objects.requireNonNull(manifests.get(location(state)), "a manifest that was read");
  }

  /** The files of one that was read. */
  public List<StoredFile> files(ShardReference shard) {
    return Objects.requireNonNull(shards.get(shard.at()), "a shard that was read");
  }
}
