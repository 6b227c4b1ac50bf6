package dev.orch.zookeeper.manifest;

import dev.orch.model.CorruptDataException;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.Manifest;
import dev.orch.model.component.SortedFiles;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.revision.ComponentHead;
import dev.orch.zookeeper.codec.ManifestDocument;
import dev.orch.zookeeper.codec.ShardReference;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.connection.BulkReads;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoredNode;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/** Reads manifests and verifies them. */
public final class ManifestReader {
  /** The most files that are read into memory for one component. */
  static final int MAX_FILES = 200_000;

  /** The most bytes of stored form that are. */
  private static final long MAX_BYTES = 64L * 1024 * 1024;

  /** Manifests that are under way at a time; few have more than 64 KiB, none more than 400. */
  private static final int WINDOW = 32;

  private final Reads reads;
  private final BulkReads bulk;

  public ManifestReader(Reads reads) {
    this.reads = reads;
    this.bulk = new BulkReads(reads);
  }

  /**
   * The manifest that head or a revision names.
   *
   * @throws CorruptDataException when it is missing, malformed, or has another digest
   */
  public StoredManifest read(ProjectLayout project, ComponentHead state)
      throws InterruptedException {
    String place = project.at(ManifestDocuments.location(project, state));
    return read(project, state, place, reads.data(place));
  }

  /**
   * The same of many, asked for together; their shards are read one manifest after the other.
   *
   * @throws CorruptDataException as {@link #read} does, for the first that is not sound
   */
  public void readAll(
      ProjectLayout project,
      Collection<ComponentHead> states,
      BiConsumer<ComponentHead, StoredManifest> found)
      throws InterruptedException {
    reads.pipelined(
        states,
        WINDOW,
        (zk, state) -> Requests.getData(zk, project.at(ManifestDocuments.location(project, state))),
        (state, node) ->
            found.accept(
                state,
                read(
                    project, state, project.at(ManifestDocuments.location(project, state)), node)));
  }

  private StoredManifest read(
      ProjectLayout project, ComponentHead state, String place, Optional<StoredNode> found)
      throws InterruptedException {
    StoredNode node =
        found.orElseThrow(
            () -> new CorruptDataException(place, "expected a manifest, found none", null));
    ManifestDocument document = ManifestDocument.read(place, node.data());
    List<StoredManifest.Shard> shards = shards(project, place, document);
    StoredManifest stored = assemble(place, document, shards);
    if (!stored.manifest().digest().equals(state.digest())) {
      throw new CorruptDataException(
          place,
          "expected the digest " + state.digest() + ", found " + stored.manifest().digest(),
          null);
    }
    return stored;
  }

  private List<StoredManifest.Shard> shards(
      ProjectLayout project, String place, ManifestDocument document) throws InterruptedException {
    long bytes = document.shards().stream().mapToLong(ShardReference::size).sum();
    if (bytes > MAX_BYTES) {
      throw new CorruptDataException(
          place, "expected shards of at most " + MAX_BYTES + " bytes, found " + bytes, null);
    }
    List<StoredManifest.Shard> shards = new ArrayList<>(document.shards().size());
    bulk.read(
        document.shards().stream()
            .map(shard -> new BulkReads.Item<>(shard, project.at(shard.at()), shard.size()))
            .iterator(),
        (shard, content) ->
            shards.add(
                new StoredManifest.Shard(
                    shard, ManifestDocuments.files(project.at(shard.at()), shard, content))));
    return shards;
  }

  private static StoredManifest assemble(
      String place, ManifestDocument document, List<StoredManifest.Shard> shards) {
    List<StoredFile> files =
        shards.isEmpty()
            ? document.files()
            : shards.stream().flatMap(shard -> shard.files().stream()).toList();
    if (files.size() > MAX_FILES) {
      throw new CorruptDataException(
          place, "expected at most " + MAX_FILES + " files, found " + files.size(), null);
    }
    try {
      SortedMap<ConfigPath, StoredFile> byPath =
          SortedFiles.byPath(files, file -> file.entry().path());
      // All of them, so that two of the same path are found.
      List<FileEntry> entries =
          (byPath.size() == files.size() ? byPath.values() : files)
              .stream().map(StoredFile::entry).toList();
      return new StoredManifest(Manifest.of(entries, document.spec()), byPath, shards);
    } catch (IllegalArgumentException e) {
      throw new CorruptDataException(place, String.valueOf(e.getMessage()), e);
    }
  }
}
