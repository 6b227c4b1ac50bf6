package dev.orch.zookeeper.manifest;

import dev.orch.model.Digest;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.component.Manifest;
import dev.orch.model.layer.LayerName;
import dev.orch.zookeeper.codec.FilesDocument;
import dev.orch.zookeeper.codec.ManifestDocument;
import dev.orch.zookeeper.codec.ShardReference;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.layout.Location;
import dev.orch.zookeeper.layout.RevisionName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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
  private final LayerName component;

  public ManifestEncoder(RevisionName revision, LayerName component) {
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
    ShardUpdate update = update(files, before).orElse(null);
    byte[] root;
    if (update != null) {
      nodes.addAll(update.added());
      root = root(manifest, update.references());
    } else {
      root = encodeAnew(manifest, files, nodes);
    }
    if (root.length > MAX_ROOT || files.size() > ManifestReader.MAX_FILES) {
      throw tooLarge("a manifest of " + files.size() + " files and " + root.length + " bytes");
    }
    nodes.add(new NewNode(Location.manifest(revision, component), root));
    return nodes;
  }

  private static byte[] root(Manifest manifest, List<ShardReference> shards) {
    return new ManifestDocument(manifest.digest(), manifest.spec(), List.of(), shards).write();
  }

  /**
   * As many shards as before, as long as that does, or a manifest whose size moves around a
   * threshold would be written anew again and again.
   */
  private Optional<ShardUpdate> update(
      Collection<StoredFile> files, @Nullable StoredManifest before) {
    if (before == null || before.shards().isEmpty() || files.isEmpty()) {
      return Optional.empty();
    }
    return ShardUpdate.of(
            before.shards(),
            before.files().values(),
            files,
            index -> Location.shard(revision, component, index))
        .filter(ManifestEncoder::isCutWell);
  }

  private static boolean isCutWell(ShardUpdate update) {
    int count = update.references().size();
    return update.bytes() > MAX_WHOLE
        && (count == 2 || update.bytes() / count >= MIN_AVERAGE)
        && update.largest() <= MAX_WHOLE;
  }

  private byte[] encodeAnew(Manifest manifest, Collection<StoredFile> files, List<NewNode> nodes) {
    List<EncodedFile> encoded = encode(files);
    int bytes = encoded.stream().mapToInt(file -> file.json().length + 1).sum();
    if (bytes <= MAX_WHOLE || files.isEmpty()) {
      byte[] whole =
          new ManifestDocument(manifest.digest(), manifest.spec(), List.copyOf(files), List.of())
              .write();
      if (whole.length <= MAX_WHOLE || files.isEmpty()) {
        return whole;
      }
    }
    return root(manifest, shards(cutEvenly(encoded, bytes), nodes));
  }

  private InvalidInputException tooLarge(String what) {
    return new InvalidInputException(
        "component " + component + " is too large for the store",
        List.of(new Problem(component.value(), "has " + what + ", more than can be stored")));
  }

  private List<ShardReference> shards(List<byte[]> documents, List<NewNode> nodes) {
    List<ShardReference> references = new ArrayList<>(documents.size());
    for (int i = 0; i < documents.size(); i++) {
      byte[] document = documents.get(i);
      Location at = Location.shard(revision, component, i);
      references.add(new ShardReference(Digest.of(document), document.length, at));
      nodes.add(new NewNode(at, document));
    }
    return references;
  }

  private List<byte[]> cutEvenly(List<EncodedFile> files, int bytes) {
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

  private static List<byte[]> cut(List<EncodedFile> files, int bits) {
    List<List<byte[]>> shards = new ArrayList<>();
    for (int i = 0; i < 1 << bits; i++) {
      shards.add(new ArrayList<>());
    }
    for (EncodedFile file : files) {
      shards.get(ShardHash.shard(file.hash(), bits)).add(file.json());
    }
    return shards.stream().map(FilesDocument::join).toList();
  }

  /** A file as it stands in whichever document it comes into. */
  private static final class EncodedFile {
    private final int hash;
    private final byte[] json;

    private EncodedFile(int hash, byte[] json) {
      this.hash = hash;
      this.json = json;
    }

    /** See {@link ShardHash}. */
    int hash() {
      return hash;
    }

    byte[] json() {
      return json;
    }
  }

  private static List<EncodedFile> encode(Collection<StoredFile> files) {
    List<EncodedFile> encoded = new ArrayList<>(files.size());
    Iterator<byte[]> json = FilesDocument.encode(files).iterator();
    for (StoredFile file : files) {
      encoded.add(new EncodedFile(ShardHash.of(file.entry().path()), json.next()));
    }
    return encoded;
  }
}
