package dev.orch.zookeeper.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.orch.model.Digest;
import dev.orch.model.component.ComponentSpec;
import dev.orch.zookeeper.layout.Location;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the znode of a component in a revision holds: its manifest, whole or as references to
 * shards. A file is in the shard whose number the first bits of the SHA-256 of its path (UTF-8)
 * are; there are a power of two of them.
 *
 * <pre>
 * {"format":1,"digest":"…","spec":{"trigger":"command",…},"files":[FILE,…]}
 * {"format":1,"digest":"…","spec":{…},"shards":[SHARD,…]}
 * </pre>
 *
 * where a shard is {@code {"sha256":"…","contents":"…","size":40000,"at":"revisions/…"}}, and
 * {@code contents} may be missing.
 *
 * @param digest of the component
 * @param files of a manifest that is whole; otherwise empty
 * @param shards of one that is cut; otherwise empty
 */
public record ManifestDocument(
    Digest digest, ComponentSpec spec, List<StoredFile> files, List<ShardReference> shards) {
  /** The most shards of one manifest. */
  public static final int MAX_SHARDS = 1024;

  private static final int MAX_SPEC_ENTRIES = 10_000;
  private static final int MAX_SPEC_VALUE = 64 * 1024;
  private static final int MAX_FIELDS = 20;

  public ManifestDocument {
    files = List.copyOf(files);
    shards = List.copyOf(shards);
  }

  /**
   * Reads it.
   *
   * @throws dev.orch.model.CorruptDataException when it is anything but a sound manifest
   */
  public static ManifestDocument read(String place, byte[] bytes) {
    JsonIn in = Documents.open(place, bytes);
    var fields =
        new Object() {
          @Nullable Digest digest;
          @Nullable SortedMap<String, String> spec;
          @Nullable List<StoredFile> files;
          @Nullable List<ShardReference> shards;
        };
    return Documents.read(
        place,
        bytes,
        in,
        name -> {
          switch (name) {
            case "digest" -> fields.digest = Components.digest(in);
            case "spec" -> fields.spec = readSpec(in);
            case "files" -> fields.files = FilesDocument.readFiles(in);
            case "shards" -> fields.shards = readShards(in);
            default -> {
              return false;
            }
          }
          return true;
        },
        () -> {
          List<StoredFile> files = fields.files;
          List<ShardReference> shards = fields.shards;
          if ((files == null) == (shards == null)) {
            throw new IllegalArgumentException("expected either \"files\" or \"shards\"");
          }
          if (shards != null && (shards.isEmpty() || Integer.bitCount(shards.size()) != 1)) {
            throw new IllegalArgumentException(
                "expected a power of two of shards, found " + shards.size());
          }
          return new ManifestDocument(
              Documents.required(fields.digest, "digest"),
              ComponentSpec.ofCanonical(Documents.required(fields.spec, "spec")),
              files == null ? List.of() : files,
              shards == null ? List.of() : shards);
        });
  }

  private static SortedMap<String, String> readSpec(JsonIn in) throws IOException {
    SortedMap<String, String> spec = new TreeMap<>();
    in.object(
        MAX_SPEC_ENTRIES,
        name -> {
          spec.put(name, in.string(MAX_SPEC_VALUE));
          return true;
        });
    return spec;
  }

  private static List<ShardReference> readShards(JsonIn in) throws IOException {
    List<ShardReference> shards = new ArrayList<>();
    in.array(MAX_SHARDS, () -> shards.add(readShard(in)));
    return shards;
  }

  private static ShardReference readShard(JsonIn in) throws IOException {
    var fields =
        new Object() {
          @Nullable Digest digest;
          @Nullable Digest contents;
          @Nullable Long size;
          @Nullable Location at;
        };
    in.object(
        MAX_FIELDS,
        name -> {
          switch (name) {
            case "sha256" -> fields.digest = Components.digest(in);
            case "contents" -> fields.contents = Components.digest(in);
            case "size" -> fields.size = in.number(1, Documents.MAX_BYTES);
            case "at" -> fields.at = Components.location(in);
            default -> {
              return false;
            }
          }
          return true;
        });
    return new ShardReference(
        Documents.required(fields.digest, "sha256"),
        fields.contents,
        Documents.required(fields.size, "size").intValue(),
        Documents.required(fields.at, "at"));
  }

  /** As it is stored. */
  public byte[] write() {
    return JsonOut.document(
        json -> {
          json.writeStringField("digest", digest.hex());
          json.writeObjectFieldStart("spec");
          for (Map.Entry<String, String> entry : spec.canonical().entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
          }
          json.writeEndObject();
          if (shards.isEmpty()) {
            FilesDocument.writeFiles(json, files);
          } else {
            writeShards(json);
          }
        });
  }

  private void writeShards(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("shards");
    for (ShardReference shard : shards) {
      json.writeStartObject();
      json.writeStringField("sha256", shard.digest().hex());
      if (shard.contents() != null) {
        json.writeStringField("contents", shard.contents().hex());
      }
      json.writeNumberField("size", shard.size());
      json.writeStringField("at", shard.at().value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
