package dev.orch.zookeeper.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.revision.RevisionKind;
import dev.orch.zookeeper.layout.RevisionName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the znode above all revisions holds: what a writer knew of them when it ended its turn, so
 * that the next need not read each of them.
 *
 * <pre>
 * {"format":1,"writer":17,"revisions":[
 *   {"name":"0000000012-3fa9c1e2a0b4","version":1,"kind":"publish","bytes":4711},
 *   {"name":"0000000003-00112233aabb","version":2,"bytes":1234,"referenced":3},
 *   {"name":"0000000013-8a7b6c5d4e3f","version":0}]}
 * </pre>
 *
 * <p>The first is committed, the second pruned, the third an attempt.
 *
 * @param writerVersion of {@code writer} during that turn: as soon as somebody else had one,
 *     nothing of this is to be believed
 */
public record RevisionIndexDocument(int writerVersion, List<RevisionSummary> revisions) {
  /** With more, reading each of them is what costs less. */
  public static final int MAX_REVISIONS = 1_000;

  private static final int MAX_NAME = 60;
  private static final int MAX_FIELDS = 20;

  public RevisionIndexDocument {
    revisions = List.copyOf(revisions);
  }

  /**
   * Reads it.
   *
   * @throws dev.orch.model.CorruptDataException when it is anything else
   */
  public static RevisionIndexDocument read(String place, byte[] bytes) {
    JsonIn in = Documents.open(place, bytes);
    List<RevisionSummary> revisions = new ArrayList<>();
    var fields =
        new Object() {
          @Nullable Integer writer;
        };
    return Documents.read(
        place,
        bytes,
        in,
        name ->
            switch (name) {
              case "writer" -> {
                fields.writer = (int) in.number(0, Integer.MAX_VALUE);
                yield true;
              }
              case "revisions" -> {
                in.array(MAX_REVISIONS, () -> revisions.add(readOne(in)));
                yield true;
              }
              default -> false;
            },
        () -> new RevisionIndexDocument(Documents.required(fields.writer, "writer"), revisions));
  }

  private static RevisionSummary readOne(JsonIn in) throws IOException {
    var fields =
        new Object() {
          @Nullable RevisionName name;
          @Nullable Integer version;
          @Nullable RevisionKind kind;
          @Nullable Long bytes;
          @Nullable Long referenced;
        };
    in.object(
        MAX_FIELDS,
        field -> {
          switch (field) {
            case "name" -> fields.name = name(in.string(MAX_NAME));
            case "version" -> fields.version = (int) in.number(0, Integer.MAX_VALUE);
            case "kind" -> fields.kind = Values.constant(in, RevisionKind.values());
            case "bytes" -> fields.bytes = in.number(0, Long.MAX_VALUE);
            case "referenced" -> fields.referenced = in.number(Long.MIN_VALUE, Long.MAX_VALUE);
            default -> {
              return false;
            }
          }
          return true;
        });
    return new RevisionSummary(
        Documents.required(fields.name, "name"),
        Documents.required(fields.version, "version"),
        state(fields.kind, fields.bytes, fields.referenced));
  }

  private static RevisionName name(String text) {
    return RevisionName.parse(text)
        .orElseThrow(
            () -> new IllegalArgumentException("expected the name of a revision, found another"));
  }

  private static RevisionSummary.State state(
      @Nullable RevisionKind kind, @Nullable Long bytes, @Nullable Long referenced) {
    if (kind != null) {
      return new RevisionSummary.Committed(kind, Documents.required(bytes, "bytes"));
    }
    return referenced != null
        ? new RevisionSummary.Pruned(Documents.required(bytes, "bytes"), referenced)
        : new RevisionSummary.Writing();
  }

  /** As it is stored. */
  public byte[] write() {
    return JsonOut.document(
        json -> {
          json.writeNumberField("writer", writerVersion);
          json.writeArrayFieldStart("revisions");
          for (RevisionSummary revision : revisions) {
            writeOne(json, revision);
          }
          json.writeEndArray();
        });
  }

  private static void writeOne(JsonGenerator json, RevisionSummary revision) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", revision.name().toString());
    json.writeNumberField("version", revision.version());
    if (revision.state() instanceof RevisionSummary.Committed committed) {
      json.writeStringField("kind", CanonicalName.of(committed.kind()));
      json.writeNumberField("bytes", committed.bytesAdded());
    } else if (revision.state() instanceof RevisionSummary.Pruned pruned) {
      json.writeNumberField("bytes", pruned.bytesHeld());
      json.writeNumberField("referenced", pruned.referenced());
    }
    json.writeEndObject();
  }
}
