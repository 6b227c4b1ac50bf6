package dev.orch.zookeeper.manifest;

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
   * @throws InvalidInputException when it cannot be stored within the bounds
   */
  public List<NewNode> encode(Manifest manifest, Collection<StoredFile> files) {
    List<NewNode> nodes = new ArrayList<>();
    addRoot(nodes, manifest, encodeAnew(manifest, files, nodes));
    return nodes;
  }

  /**
   * The same where a manifest of shards is changed. As many shards as before, as long as that does,
   * or a manifest whose size moves around a threshold would be written anew again and again.
   *
   * @param manifest as it is now
   * @param before the component's manifest in the live revision, with the shards that something
   *     changes in
   * @return nothing when it has to be encoded as a whole
   * @throws InvalidInputException when it cannot be stored within the bounds
   */
  public Optional<List<NewNode>> update(
      Manifest manifest, StoredManifest before, Collection<StoredChange> changes) {
    if (before.shards().isEmpty() || manifest.files().isEmpty()) {
      return Optional.empty();
    }
    return ShardUpdate.of(
            before.shards(), changes, index -> Location.shard(revision, component, index))
        .filter(ManifestEncoder::isCutWell)
        .map(
            update -> {
              List<NewNode> nodes = new ArrayList<>(update.added());
              addRoot(nodes, manifest, root(manifest, update.references()));
              return nodes;
            });
  }

  private void addRoot(List<NewNode> nodes, Manifest manifest, byte[] root) {
    int files = manifest.files().size();
    if (root.length > MAX_ROOT || files > ManifestReader.MAX_FILES) {
      throw tooLarge("a manifest of " + files + " files and " + root.length + " bytes");
    }
    nodes.add(new NewNode(Location.manifest(revision, component), root));
  }

  private static byte[] root(Manifest manifest, List<ShardReference> shards) {
    return new ManifestDocument(manifest.digest(), manifest.spec(), List.of(), shards).write();
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

  private List<ShardReference> shards(List<ShardDocument> documents, List<NewNode> nodes) {
    List<ShardReference> references = new ArrayList<>(documents.size());
    for (int i = 0; i < documents.size(); i++) {
      ShardDocument document = documents.get(i);
      Location at = Location.shard(revision, component, i);
      references.add(ShardUpdate.reference(document.files(), document.data(), at));
      nodes.add(new NewNode(at, document.data()));
    }
    return references;
  }

  private List<ShardDocument> cutEvenly(List<EncodedFile> files, int bytes) {
    int bits = 1;
    while (bits < MAX_BITS && (bytes >> bits) > TARGET_SHARD) {
      bits++;
    }
    List<ShardDocument> documents = cut(files, bits);
    while (largest(documents) > MAX_WHOLE && bits < MAX_BITS) {
      bits++;
      documents = cut(files, bits);
    }
    if (largest(documents) > MAX_ROOT) {
      throw tooLarge("a shard of " + largest(documents) + " bytes");
    }
    return documents;
  }

  private static int largest(List<ShardDocument> documents) {
    return documents.stream().mapToInt(document -> document.data().length).max().orElse(0);
  }

  private static List<ShardDocument> cut(List<EncodedFile> files, int bits) {
    return ShardHash.cut(files, file -> file.stored().entry().path(), bits).stream()
        .map(ShardDocument::of)
        .toList();
  }

  /** A shard that is to be stored. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record ShardDocument(List<StoredFile> files, byte[] data) {
    static ShardDocument of(List<EncodedFile> files) {
      return new ShardDocument(
          files.stream().map(EncodedFile::stored).toList(),
          FilesDocument.join(files.stream().map(EncodedFile::json).toList()));
    }
  }

  /** A file as it stands in whichever document it comes into. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record EncodedFile(StoredFile stored, byte[] json) {}

  private static List<EncodedFile> encode(Collection<StoredFile> files) {
    List<EncodedFile> encoded = new ArrayList<>(files.size());
    Iterator<byte[]> json = FilesDocument.encode(files).iterator();
    for (StoredFile file : files) {
      encoded.add(new EncodedFile(file, json.next()));
    }
    return encoded;
  }
}
