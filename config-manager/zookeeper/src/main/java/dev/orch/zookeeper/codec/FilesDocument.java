package dev.orch.zookeeper.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.orch.model.Digest;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.path.ConfigPath;
import dev.orch.zookeeper.layout.Location;
import dev.orch.zookeeper.layout.LocationParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the znode of a shard holds, {@code {"format":1,"files":[FILE,…]}}, where a file is
 *
 * <pre>
 * {"path":"etc/mime-types.xml","kind":"configuration","sha256":"…","size":140210,
 *  "executable":true,"partSize":131072,"at":"revisions/…"}
 * </pre>
 *
 * and {@code executable} and {@code partSize} are there only if they are not false and 0.
 */
public record FilesDocument(List<StoredFile> files) {
  /** The most files of one document; no document of the largest size can hold more. */
  private static final int MAX_FILES = 10_000;

  private static final int MAX_PATH = 1_024;
  private static final int MAX_FIELDS = 20;

  private static final byte[] START =
      ("{\"format\":" + Documents.FORMAT + ",\"files\":[").getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

  public FilesDocument {
    files = List.copyOf(files);
  }

  /**
   * Reads it.
   *
   * @throws dev.orch.model.CorruptDataException when it is anything but a sound shard
   */
  public static FilesDocument read(String place, byte[] bytes) {
    JsonIn in = Documents.open(place, bytes);
    var fields =
        new Object() {
          @Nullable List<StoredFile> files;
        };
    return Documents.read(
        place,
        bytes,
        in,
        name -> {
          if (name.equals("files")) {
            fields.files = readFiles(in);
            return true;
          }
          return false;
        },
        () -> new FilesDocument(Documents.required(fields.files, "files")));
  }

  static List<StoredFile> readFiles(JsonIn in) throws IOException {
    List<StoredFile> files = new ArrayList<>();
    LocationParser locations = new LocationParser();
    in.array(MAX_FILES, () -> files.add(readFile(in, locations)));
    return files;
  }

  private static StoredFile readFile(JsonIn in, LocationParser locations) throws IOException {
    var fields =
        new Object() {
          @Nullable ConfigPath path;
          @Nullable FileKind kind;
          @Nullable Digest digest;
          @Nullable Long size;
          boolean executable;
          int partSize;
          @Nullable Location at;
        };
    in.object(
        MAX_FIELDS,
        name -> {
          switch (name) {
            case "path" -> fields.path = new ConfigPath(in.string(MAX_PATH));
            case "kind" -> fields.kind = Values.constant(in, FileKind.values());
            case "sha256" -> fields.digest = Components.digest(in);
            case "size" -> fields.size = in.number(0, Long.MAX_VALUE);
            case "executable" -> fields.executable = in.bool();
            case "partSize" -> fields.partSize = (int) in.number(1, StoredFile.MAX_PART);
            case "at" ->
                fields.at = locations.parse(in.string(Components.MAX_LOCATION), fields.path);
            default -> {
              return false;
            }
          }
          return true;
        });
    return new StoredFile(
        new FileEntry(
            Documents.required(fields.path, "path"),
            Documents.required(fields.kind, "kind"),
            Documents.required(fields.digest, "sha256"),
            Documents.required(fields.size, "size"),
            fields.executable),
        Documents.required(fields.at, "at"),
        fields.partSize);
  }

  static void writeFiles(JsonGenerator json, List<StoredFile> files) throws IOException {
    json.writeArrayFieldStart("files");
    for (StoredFile file : files) {
      writeFile(json, file);
    }
    json.writeEndArray();
  }

  private static void writeFile(JsonGenerator json, StoredFile file) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", file.entry().path().value());
    json.writeStringField("kind", CanonicalName.of(file.entry().kind()));
    json.writeStringField("sha256", file.entry().digest().hex());
    json.writeNumberField("size", file.entry().size());
    if (file.entry().executable()) {
      json.writeBooleanField("executable", true);
    }
    if (file.partSize() != 0) {
      json.writeNumberField("partSize", file.partSize());
    }
    json.writeStringField("at", file.at().value());
    json.writeEndObject();
  }

  /** As it is stored; the same files in the same order give the same bytes. */
  public byte[] write() {
    return join(encode(files));
  }

  /** Each file as it stands in a document, for {@link #join}. */
  public static List<byte[]> encode(Collection<StoredFile> files) {
    return JsonOut.values(files, FilesDocument::writeFile);
  }

  /** The document of files that were encoded one by one. */
  public static byte[] join(List<byte[]> encoded) {
    int size = START.length + END.length + Math.max(0, encoded.size() - 1);
    for (byte[] file : encoded) {
      size += file.length;
    }
    ByteBuffer document = ByteBuffer.allocate(size).put(START);
    for (int i = 0; i < encoded.size(); i++) {
      if (i > 0) {
        document.put((byte) ',');
      }
      document.put(encoded.get(i));
    }
    return document.put(END).array();
  }
}
