package dev.orch.zookeeper.manifest;

import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.revision.ComponentHead;
import dev.orch.zookeeper.codec.ManifestDocument;
import dev.orch.zookeeper.codec.ShardReference;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.connection.BulkReads;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoredNode;
import dev.orch.zookeeper.layout.Location;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

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
    return read(project, state, root(project, state), Manifest.EMPTY);
  }

  /**
   * The same, where another is at hand that it may be much like: its shards are read only where
   * they have other files. Verified all the same, since a digest is over all files, wherever they
   * were learnt of.
   *
   * @throws CorruptDataException when it is missing, malformed, or has another digest
   */
  public StoredManifest read(ProjectLayout project, ComponentHead state, Manifest like)
      throws InterruptedException {
    ManifestDocument document = root(project, state);
    try {
      return read(project, state, document, like);
    } catch (CorruptDataException e) {
      if (like.files().isEmpty()) {
        throw e;
      }
      // Whatever is wrong, what is stored is judged by itself.
      return read(project, state, document, Manifest.EMPTY);
    }
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
        (zk, state) -> Requests.getData(zk, place(project, state)),
        (state, node) ->
            found.accept(
                state, read(project, state, parse(place(project, state), node), Manifest.EMPTY)));
  }

  private ManifestDocument root(ProjectLayout project, ComponentHead state)
      throws InterruptedException {
    String place = place(project, state);
    return parse(place, reads.data(place));
  }

  static ManifestDocument parse(String place, Optional<StoredNode> found) {
    StoredNode node =
        found.orElseThrow(
            () -> new CorruptDataException(place, "expected a manifest, found none", null));
    return ManifestDocument.read(place, node.data());
  }

  private static String place(ProjectLayout project, ComponentHead state) {
    Location at = ManifestDocuments.location(project, state);
    return project.at(at);
  }

  private StoredManifest read(
      ProjectLayout project, ComponentHead state, ManifestDocument document, Manifest like)
      throws InterruptedException {
    String place = place(project, state);
    StoredManifest stored;
    try {
      stored =
          document.shards().isEmpty()
              ? StoredManifest.whole(
                  Manifest.of(entries(document.files()), document.spec()), document.files())
              : readShards(project, place, document, like);
    } catch (IllegalArgumentException e) {
      throw new CorruptDataException(place, String.valueOf(e.getMessage()), e);
    }
    if (!stored.manifest().digest().equals(state.digest())) {
      throw new CorruptDataException(
          place,
          "expected the digest " + state.digest() + ", found " + stored.manifest().digest(),
          null);
    }
    return stored;
  }

  private StoredManifest readShards(
      ProjectLayout project, String place, ManifestDocument document, Manifest like)
      throws InterruptedException {
    List<ShardReference> references = document.shards();
    long bytes = references.stream().mapToLong(ShardReference::size).sum();
    if (bytes > MAX_BYTES) {
      throw new CorruptDataException(
          place, "expected shards of at most " + MAX_BYTES + " bytes, found " + bytes, null);
    }
    int bits = Integer.numberOfTrailingZeros(references.size());
    List<List<FileEntry>> parts = ShardHash.cut(like.files().values(), FileEntry::path, bits);
    List<Integer> differing =
        IntStream.range(0, references.size())
            .filter(i -> like.files().isEmpty() || !hasSameFiles(references.get(i), parts.get(i)))
            .boxed()
            .toList();
    Map<Integer, List<StoredFile>> read = readShards(project, references, differing);
    List<FileEntry> without = new ArrayList<>();
    List<FileEntry> with = new ArrayList<>();
    read.forEach(
        (number, files) -> {
          without.addAll(parts.get(number));
          with.addAll(entries(files));
        });
    for (int i = 0; i < references.size(); i++) {
      if (parts.get(i).isEmpty()) {
        // Either it was read, or there is nothing in it.
        read.putIfAbsent(i, List.of());
      }
    }
    int count = like.files().size() - without.size() + with.size();
    if (count > MAX_FILES) {
      throw new CorruptDataException(
          place, "expected at most " + MAX_FILES + " files, found " + count, null);
    }
    return StoredManifest.sharded(
            like.with(without, with, document.spec()),
            references.stream()
                .map(reference -> new StoredManifest.Shard(reference, null))
                .toList())
        .with(read);
  }

  private static boolean hasSameFiles(ShardReference shard, List<FileEntry> files) {
    Digest contents = shard.contents();
    return contents != null && contents.equals(Manifest.digestOf(files));
  }

  private Map<Integer, List<StoredFile>> readShards(
      ProjectLayout project, List<ShardReference> references, List<Integer> numbers)
      throws InterruptedException {
    Map<Integer, List<StoredFile>> read = new TreeMap<>();
    bulk.read(
        numbers.stream()
            .map(
                number -> {
                  ShardReference shard = references.get(number);
                  return new BulkReads.Item<>(number, project.at(shard.at()), shard.size());
                })
            .iterator(),
        (number, content) -> {
          ShardReference shard = references.get(number);
          read.put(number, ManifestDocuments.files(project.at(shard.at()), shard, content));
        });
    return read;
  }

  private static List<FileEntry> entries(List<StoredFile> files) {
    return files.stream().map(StoredFile::entry).toList();
  }

  /**
   * The same with the shards that these paths belong to.
   *
   * @throws CorruptDataException when one is not what it must be
   */
  public StoredManifest with(
      ProjectLayout project, StoredManifest stored, Iterable<ConfigPath> paths)
      throws InterruptedException {
    return with(project, stored, stored.unread(paths));
  }

  /**
   * The same as a whole.
   *
   * @throws CorruptDataException when a shard is not what it must be
   */
  public StoredManifest whole(ProjectLayout project, StoredManifest stored)
      throws InterruptedException {
    return with(
        project,
        stored,
        IntStream.range(0, stored.shards().size())
            .filter(number -> !stored.shards().get(number).isRead())
            .boxed()
            .toList());
  }

  private StoredManifest with(ProjectLayout project, StoredManifest stored, List<Integer> unread)
      throws InterruptedException {
    if (unread.isEmpty()) {
      return stored;
    }
    List<ShardReference> references =
        stored.shards().stream().map(StoredManifest.Shard::reference).toList();
    Map<Integer, List<StoredFile>> read = new HashMap<>(readShards(project, references, unread));
    read.forEach(
        (number, files) -> {
          if (!hasSameFiles(references.get(number), entries(files))) {
            throw new CorruptDataException(
                project.at(references.get(number).at()),
                "expected the files that its manifest says, found others",
                null);
          }
        });
    return stored.with(read);
  }
}
