package dev.orch.zookeeper.manifest;

import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import dev.orch.zookeeper.codec.ShardReference;
import dev.orch.zookeeper.codec.StoredFile;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * A manifest, and where what it names is stored.
 *
 * @param files by path, the same that the manifest has
 * @param shards of the stored form; empty if it is whole
 */
public record StoredManifest(
    Manifest manifest, SortedMap<ConfigPath, StoredFile> files, List<Shard> shards) {
  public StoredManifest {
    files = Collections.unmodifiableSortedMap(files);
    shards = List.copyOf(shards);
  }

  /**
   * A part of the stored form.
   *
   * @param files in it, in order of path
   */
  public record Shard(ShardReference reference, List<StoredFile> files) {
    public Shard {
      files = List.copyOf(files);
    }
  }
}
