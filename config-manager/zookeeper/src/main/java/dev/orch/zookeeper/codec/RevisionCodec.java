package dev.orch.zookeeper.codec;

import dev.orch.model.component.CanonicalName;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.Authorship;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionKind;
import dev.orch.model.revision.SourceCommit;
import dev.orch.zookeeper.layout.RevisionName;
import java.io.IOException;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Gathers the fields of a revision. */
final class RevisionCodec {
  private static final int MAX_TEXT = 64 * 1024;
  private static final int MAX_SOURCE = 1_000;
  private static final int MAX_STATE = 40;

  private @Nullable String state;
  private @Nullable RevisionKind kind;
  private @Nullable Long parent;
  private @Nullable String author;
  private @Nullable String host;
  private @Nullable String message;
  private @Nullable Instant publishedAt;
  private @Nullable String source;
  private boolean dirty;
  private @Nullable Long bytesAdded;
  private @Nullable Long bytesHeld;
  private @Nullable Long referenced;
  private @Nullable SortedMap<LayerName, ComponentHead> components;

  RevisionDocument read(String place, RevisionName name, byte[] bytes) {
    JsonIn in = Documents.open(place, bytes);
    return Documents.read(place, bytes, in, field -> readField(in, field), () -> make(name));
  }

  private boolean readField(JsonIn in, String name) throws IOException {
    switch (name) {
      case "state" -> state = in.string(MAX_STATE);
      case "kind" -> kind = Values.constant(in, RevisionKind.values());
      case "parent" -> parent = in.number(0, RevisionName.MAX_NUMBER);
      case "author" -> author = in.string(MAX_TEXT);
      case "host" -> host = in.string(MAX_TEXT);
      case "message" -> message = in.string(MAX_TEXT);
      case "publishedAt" -> publishedAt = Values.instant(in);
      case "source" -> source = in.string(MAX_SOURCE);
      case "dirty" -> dirty = in.bool();
      case "bytesAdded" -> bytesAdded = in.number(0, Long.MAX_VALUE);
      case "bytesHeld" -> bytesHeld = in.number(0, Long.MAX_VALUE);
      case "referenced" -> referenced = in.number(Long.MIN_VALUE, Long.MAX_VALUE);
      case Components.FIELD -> components = Components.read(in);
      default -> {
        return false;
      }
    }
    return true;
  }

  private RevisionDocument make(RevisionName name) {
    String known = Documents.required(state, "state");
    return switch (known) {
      case "writing" -> new RevisionDocument.Writing();
      case "committed" -> new RevisionDocument.Committed(info(name));
      case "pruned" ->
          new RevisionDocument.Pruned(
              Documents.required(bytesHeld, "bytesHeld"),
              Documents.required(referenced, "referenced"));
      default ->
          throw new IllegalArgumentException(
              "expected the state writing, committed or pruned, found another");
    };
  }

  private RevisionInfo info(RevisionName name) {
    return new RevisionInfo(
        name.number(),
        name.publishId(),
        Documents.required(parent, "parent"),
        Documents.required(kind, "kind"),
        new Authorship(
            Documents.required(author, "author"),
            Documents.required(host, "host"),
            Documents.required(message, "message"),
            source == null ? null : new SourceCommit(source, dirty)),
        Documents.required(publishedAt, "publishedAt"),
        Documents.required(bytesAdded, "bytesAdded"),
        Documents.required(components, Components.FIELD));
  }

  static byte[] write(RevisionDocument document) {
    return JsonOut.document(
        json -> {
          if (document instanceof RevisionDocument.Writing) {
            json.writeStringField("state", "writing");
          } else if (document instanceof RevisionDocument.Pruned pruned) {
            json.writeStringField("state", "pruned");
            json.writeNumberField("bytesHeld", pruned.bytesHeld());
            json.writeNumberField("referenced", pruned.referenced());
          } else if (document instanceof RevisionDocument.Committed committed) {
            RevisionInfo info = committed.info();
            Documents.writeRequires(json, Components.features(info.components()));
            json.writeStringField("state", "committed");
            json.writeStringField("kind", CanonicalName.of(info.kind()));
            json.writeNumberField("parent", info.parent());
            JsonOut.text(json, "author", info.authorship().author());
            JsonOut.text(json, "host", info.authorship().host());
            JsonOut.text(json, "message", info.authorship().message());
            json.writeStringField("publishedAt", info.publishedAt().toString());
            SourceCommit source = info.authorship().source().orElse(null);
            if (source != null) {
              json.writeStringField("source", source.id());
              json.writeBooleanField("dirty", source.dirty());
            }
            json.writeNumberField("bytesAdded", info.bytesAdded());
            Components.write(json, info.components());
          }
        });
  }
}
