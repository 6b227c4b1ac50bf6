package dev.orch.zookeeper.manifest;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.component.Manifest;
import dev.orch.zookeeper.codec.FilesDocument;
import dev.orch.zookeeper.codec.ManifestDocument;
import dev.orch.zookeeper.codec.ShardReference;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.layout.Location;
import dev.orch.zookeeper.layout.RevisionName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a manifest into the documents that a revision has to add for it. Cost follows the change: a
 * shard that is the same as in the manifest before is referred to where it is.
 */
public final class ManifestEncoder {
  /** Above this, a document is cut. */
  static final int MAX_WHOLE = 64 * 1024;

  private static final int MAX_ROOT = 400 * 1024;
  // Leaves room for the spread of a hash, so that the largest shard is seldom above MAX_WHOLE.
  private static final int TARGET_SHARD = 40 * 1024;
  private static final int MIN_AVERAGE = 8 * 1024;
  private static final int MAX_BITS = Integer.numberOfTrailingZeros(ManifestDocument.MAX_SHARDS);

  private final RevisionName revision;
  private final ComponentName component;

  public ManifestEncoder(RevisionName revision, ComponentName component) {
    this.revision = revision;
    this.component = component;
  }

  /**
   * The documents to add; the manifest itself is the last.
   *
   * @param files those of the manifest, in order of path
   * @param before the component's manifest in the live revision, if it has one
   * @throws InvalidInputException when it cannot be stored within the bounds
   */
  public List<NewNode> encode(
      Manifest manifest, Collection<StoredFile> files, @Nullable StoredManifest before) {
    List<NewNode> nodes = new ArrayList<>();
    byte[] whole =
        new ManifestDocument(manifest.digest(), manifest.spec(), List.copyOf(files), List.of())
            .write();
    byte[] root = whole;
    if (whole.length > MAX_WHOLE && !files.isEmpty()) {
      List<ShardReference> shards = shards(files, whole.length, before, nodes);
      root = new ManifestDocument(manifest.digest(), manifest.spec(), List.of(), shards).write();
    }
    if (root.length > MAX_ROOT || files.size() > ManifestReader.MAX_FILES) {
      throw tooLarge("a manifest of " + files.size() + " files and " + root.length + " bytes");
    }
    nodes.add(new NewNode(Location.manifest(revision, component), root));
    return nodes;
  }

  private InvalidInputException tooLarge(String what) {
    return new InvalidInputException(
        "component " + component + " is too large for the store",
        List.of(new Problem(component.value(), "has " + what + ", more than can be stored")));
  }

  private List<ShardReference> shards(
      Collection<StoredFile> files,
      int bytes,
      @Nullable StoredManifest before,
      List<NewNode> nodes) {
    List<byte[]> documents = cut(files, bytes, before);
    List<ShardReference> references = new ArrayList<>(documents.size());
    for (int i = 0; i < documents.size(); i++) {
      byte[] document = documents.get(i);
      Digest digest = Digest.of(document);
      ShardReference old =
          before != null && before.shards().size() == documents.size()
              ? before.shards().get(i)
              : null;
      if (old != null && old.digest().equals(digest)) {
        references.add(old);
      } else {
        Location at = Location.shard(revision, component, i);
        references.add(new ShardReference(digest, document.length, at));
        nodes.add(new NewNode(at, document));
      }
    }
    return references;
  }

  private List<byte[]> cut(
      Collection<StoredFile> files, int bytes, @Nullable StoredManifest before) {
    // As many as before, as long as that does, or a manifest whose size moves around a threshold
    // would be written anew again and again.
    if (before != null && !before.shards().isEmpty()) {
      int count = before.shards().size();
      if (count == 2 || bytes / count >= MIN_AVERAGE) {
        List<byte[]> same = cut(files, Integer.numberOfTrailingZeros(count));
        if (largest(same) <= MAX_WHOLE) {
          return same;
        }
      }
    }
    int bits = 1;
    while (bits < MAX_BITS && (bytes >> bits) > TARGET_SHARD) {
      bits++;
    }
    List<byte[]> documents = cut(files, bits);
    while (largest(documents) > MAX_WHOLE && bits < MAX_BITS) {
      bits++;
      documents = cut(files, bits);
    }
    if (largest(documents) > MAX_ROOT) {
      throw tooLarge("a shard of " + largest(documents) + " bytes");
    }
    return documents;
  }

  private static int largest(List<byte[]> documents) {
    return documents.stream().mapToInt(document -> document.length).max().orElse(0);
  }

  private static List<byte[]> cut(Collection<StoredFile> files, int bits) {
    List<List<StoredFile>> shards = new ArrayList<>();
    for (int i = 0; i < 1 << bits; i++) {
      shards.add(new ArrayList<>());
    }
    for (StoredFile file : files) {
      shards.get(shardOf(file, bits)).add(file);
    }
    return shards.stream().map(shard -> new FilesDocument(shard).write()).toList();
  }

  /** The first bits of the SHA-256 of the path. */
  private static int shardOf(StoredFile file, int bits) {
    byte[] hash = Digest.of(file.entry().path().value().getBytes(StandardCharsets.UTF_8)).toBytes();
    int first = (hash[0] & 0xff) << 8 | (hash[1] & 0xff);
    return first >>> (16 - bits);
  }
}
