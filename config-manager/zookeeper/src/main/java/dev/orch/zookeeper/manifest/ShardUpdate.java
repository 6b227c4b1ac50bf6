package dev.orch.zookeeper.manifest;

import dev.orch.model.Digest;
import dev.orch.model.component.Manifest;
import dev.orch.model.component.SortedFiles;
import dev.orch.model.path.ConfigPath;
import dev.orch.zookeeper.codec.FilesDocument;
import dev.orch.zookeeper.codec.ShardReference;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.layout.Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.IntFunction;

/**
 * The shards of a manifest of which the one before had as many: only those are encoded that a
 * changed file is in, so that a change to one of 20,000 files costs one shard of a hundred.
 *
 * @param references to all shards, in order
 * @param added those of them that have to be stored
 */
record ShardUpdate(List<ShardReference> references, List<NewNode> added) {

  /**
   * Works it out; nothing if a file that changed was not in the shard that it belongs to.
   *
   * @param before the shards of the manifest before, a power of two of them, of which those were
   *     read that something changes in
   * @param place of a new shard of this number
   */
  static Optional<ShardUpdate> of(
      List<StoredManifest.Shard> before,
      Collection<StoredChange> changes,
      IntFunction<Location> place) {
    Map<Integer, SortedMap<ConfigPath, StoredFile>> touched = new HashMap<>();
    if (!changeFiles(before, changes, touched)) {
      return Optional.empty();
    }
    List<ShardReference> references = new ArrayList<>(before.size());
    List<NewNode> added = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      ShardReference same = before.get(i).reference();
      SortedMap<ConfigPath, StoredFile> files = touched.get(i);
      if (files == null) {
        references.add(same);
        continue;
      }
      byte[] document = FilesDocument.join(FilesDocument.encode(files.values()));
      ShardReference changed = reference(files.values(), document, place.apply(i));
      if (changed.digest().equals(same.digest())) {
        references.add(same);
      } else {
        references.add(changed);
        added.add(new NewNode(changed.at(), document));
      }
    }
    return Optional.of(new ShardUpdate(references, added));
  }

  /** To a shard of these files. */
  static ShardReference reference(Collection<StoredFile> files, byte[] document, Location at) {
    Digest contents = Manifest.digestOf(files.stream().map(StoredFile::entry).toList());
    return new ShardReference(Digest.of(document), contents, document.length, at);
  }

  /**
   * The files of each shard that something changes in; false when one is not where it should be.
   */
  private static boolean changeFiles(
      List<StoredManifest.Shard> before,
      Collection<StoredChange> changes,
      Map<Integer, SortedMap<ConfigPath, StoredFile>> touched) {
    ShardHash hash = new ShardHash();
    int bits = Integer.numberOfTrailingZeros(before.size());
    for (StoredChange change : changes) {
      ConfigPath path = change.path();
      SortedMap<ConfigPath, StoredFile> files =
          touched.computeIfAbsent(
              ShardHash.shard(hash.of(path), bits),
              number ->
                  SortedFiles.byPath(
                      before.get(number).requireFiles(), file -> file.entry().path()));
      StoredFile after = change.after();
      StoredFile found = after == null ? files.remove(path) : files.put(path, after);
      if (!Objects.equals(found == null ? null : found.entry(), change.before())) {
        return false;
      }
    }
    return true;
  }

  /** How many bytes all shards together have. */
  long bytes() {
    return references.stream().mapToLong(ShardReference::size).sum();
  }

  /** How many the largest has. */
  int largest() {
    return references.stream().mapToInt(ShardReference::size).max().orElse(0);
  }
}
