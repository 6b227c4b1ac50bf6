package dev.orch.zookeeper.manifest;

import dev.orch.model.Digest;
import dev.orch.model.path.ConfigPath;
import dev.orch.zookeeper.codec.FilesDocument;
import dev.orch.zookeeper.codec.ShardReference;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.layout.Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The shards of a manifest of which the one before had as many: only those are encoded that a
 * changed file is in, so that a change to one of 20,000 files costs one shard of a hundred.
 *
 * @param references to all shards, in order
 * @param added those of them that have to be stored
 */
record ShardUpdate(List<ShardReference> references, List<NewNode> added) {

  /**
   * Works it out.
   *
   * @param before the shards of the manifest before, a power of two of them
   * @param old its files in order of path
   * @param now those of the new one, in order of path
   * @param place of a new shard of this number
   */
  static ShardUpdate of(
      List<StoredManifest.Shard> before,
      Collection<StoredFile> old,
      Collection<StoredFile> now,
      IntFunction<Location> place) {
    int bits = Integer.numberOfTrailingZeros(before.size());
    Map<Integer, TreeMap<ConfigPath, StoredFile>> touched = new HashMap<>();
    differences(
        old,
        now,
        (path, file) -> {
          int shard = ShardHash.shard(ShardHash.of(path), bits);
          TreeMap<ConfigPath, StoredFile> files =
              touched.computeIfAbsent(shard, number -> byPath(before.get(number).files()));
          if (file == null) {
            files.remove(path);
          } else {
            files.put(path, file);
          }
        });
    List<ShardReference> references = new ArrayList<>(before.size());
    List<NewNode> added = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      ShardReference same = before.get(i).reference();
      TreeMap<ConfigPath, StoredFile> files = touched.get(i);
      if (files == null) {
        references.add(same);
        continue;
      }
      byte[] document = FilesDocument.join(FilesDocument.encode(files.values()));
      Digest digest = Digest.of(document);
      if (digest.equals(same.digest())) {
        references.add(same);
      } else {
        references.add(new ShardReference(digest, document.length, place.apply(i)));
        added.add(new NewNode(place.apply(i), document));
      }
    }
    return new ShardUpdate(references, added);
  }

  private static TreeMap<ConfigPath, StoredFile> byPath(List<StoredFile> files) {
    TreeMap<ConfigPath, StoredFile> byPath = new TreeMap<>();
    files.forEach(file -> byPath.put(file.entry().path(), file));
    return byPath;
  }

  private interface Difference {
    /** What is at this path now; null when nothing is any more. */
    void at(ConfigPath path, @Nullable StoredFile file);
  }

  private static void differences(
      Collection<StoredFile> old, Collection<StoredFile> now, Difference difference) {
    Iterator<StoredFile> olds = old.iterator();
    StoredFile before = next(olds);
    for (StoredFile file : now) {
      ConfigPath path = file.entry().path();
      while (before != null && before.entry().path().compareTo(path) < 0) {
        difference.at(before.entry().path(), null);
        before = next(olds);
      }
      boolean known = before != null && before.entry().path().equals(path);
      if (!known || !file.equals(before)) {
        difference.at(path, file);
      }
      before = known ? next(olds) : before;
    }
    for (; before != null; before = next(olds)) {
      difference.at(before.entry().path(), null);
    }
  }

  private static @Nullable StoredFile next(Iterator<StoredFile> files) {
    return files.hasNext() ? files.next() : null;
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
