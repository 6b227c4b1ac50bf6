package dev.orch.zookeeper.manifest;

import dev.orch.model.component.Manifest;
import dev.orch.model.component.SortedFiles;
import dev.orch.model.path.ConfigPath;
import dev.orch.zookeeper.codec.ShardReference;
import dev.orch.zookeeper.codec.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A manifest, and where what it names is stored, as far as that was read: of a large one that was
 * read beside another, shards that have the same files as that were not.
 */
public final class StoredManifest {
  private final Manifest manifest;
  private final List<StoredFile> whole;
  private final List<Shard> shards;

  /** Made when asked for; as good as any other that another thread makes. */
  private volatile @Nullable SortedMap<ConfigPath, StoredFile> files;

  private StoredManifest(Manifest manifest, List<StoredFile> whole, List<Shard> shards) {
    this.manifest = manifest;
    this.whole = whole;
    this.shards = List.copyOf(shards);
  }

  /** One that is stored in one document. */
  static StoredManifest whole(Manifest manifest, List<StoredFile> files) {
    return new StoredManifest(manifest, files, List.of());
  }

  /** One that is stored in shards, a power of two of them. */
  static StoredManifest sharded(Manifest manifest, List<Shard> shards) {
    return new StoredManifest(manifest, List.of(), shards);
  }

  /**
   * A part of the stored form.
   *
   * @param files in it, in order of path; null if it was not read
   */
  public record Shard(ShardReference reference, @Nullable List<StoredFile> files) {
    public Shard {
      files = files == null ? null : List.copyOf(files);
    }

    boolean isRead() {
      return files != null;
    }

    /** Those of a shard that was read. */
    public List<StoredFile> requireFiles() {
      return Objects.requireNonNull(files, "the files of a shard that was read");
    }
  }

  public Manifest manifest() {
    return manifest;
  }

  /** Of the stored form; empty if it is in one document. */
  public List<Shard> shards() {
    return shards;
  }

  /** Whether all of it was read. */
  public boolean isWhole() {
    return shards.stream().allMatch(Shard::isRead);
  }

  /**
   * By path, all files.
   *
   * @throws IllegalStateException when not all of it was read
   */
  public SortedMap<ConfigPath, StoredFile> files() {
    if (!isWhole()) {
      throw new IllegalStateException("expected a manifest that was read as a whole");
    }
    return read();
  }

  /** What is known of the file at this path; nothing if there is none, or it was not read. */
  public Optional<StoredFile> file(ConfigPath path) {
    return Optional.ofNullable(read().get(path));
  }

  private SortedMap<ConfigPath, StoredFile> read() {
    SortedMap<ConfigPath, StoredFile> known = files;
    if (known == null) {
      List<StoredFile> all = new ArrayList<>(whole);
      shards.stream().filter(Shard::isRead).forEach(shard -> all.addAll(shard.requireFiles()));
      known = SortedFiles.byPath(all, file -> file.entry().path());
      files = known;
    }
    return known;
  }

  /** The numbers of shards that these paths belong to, and that were not read. */
  public List<Integer> unread(Iterable<ConfigPath> paths) {
    if (isWhole()) {
      return List.of();
    }
    ShardHash hash = new ShardHash();
    int bits = Integer.numberOfTrailingZeros(shards.size());
    Set<Integer> unread = new TreeSet<>();
    for (ConfigPath path : paths) {
      int shard = ShardHash.shard(hash.of(path), bits);
      if (!shards.get(shard).isRead()) {
        unread.add(shard);
      }
    }
    return List.copyOf(unread);
  }

  /** The same with the files of shards that were read since, by their numbers. */
  StoredManifest with(Map<Integer, List<StoredFile>> read) {
    List<Shard> all = new ArrayList<>(shards);
    read.forEach((number, found) -> all.set(number, new Shard(all.get(number).reference(), found)));
    return new StoredManifest(manifest, whole, all);
  }
}
