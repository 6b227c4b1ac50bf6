package dev.orch.zookeeper.codec;

import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.zookeeper.layout.RevisionName;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code head} holds:
 *
 * <pre>
 * {"format":1,"projectId":"…","revision":12,
 *  "components":{"file-mgr":{"digest":"…","manifest":"revisions/…"}}}
 * {"format":1,"projectId":"…","revision":13,"cleared":true,"components":{}}
 * </pre>
 *
 * @param unknown fields of a newer version, as JSON by name; they are written again
 */
public record HeadDocument(Head head, SortedMap<String, String> unknown) {
  private static final int MAX_PROJECT_ID = 100;

  public HeadDocument {
    unknown = Collections.unmodifiableSortedMap(new TreeMap<>(unknown));
  }

  /**
   * Reads it.
   *
   * @throws dev.orch.model.CorruptDataException when it is anything but a sound head
   */
  public static HeadDocument read(String place, byte[] bytes) {
    JsonIn in = Documents.open(place, bytes);
    SortedMap<String, String> unknown = new TreeMap<>();
    var fields =
        new Object() {
          @Nullable String projectId;
          @Nullable Long revision;
          boolean cleared;
          @Nullable SortedMap<LayerName, ComponentHead> components;
        };
    return Documents.read(
        place,
        bytes,
        in,
        name -> {
          switch (name) {
            case "projectId" -> fields.projectId = in.string(MAX_PROJECT_ID);
            case "revision" -> fields.revision = in.number(0, RevisionName.MAX_NUMBER);
            case "cleared" -> fields.cleared = in.bool();
            case Components.FIELD -> fields.components = Components.read(in);
            default -> unknown.put(name, in.raw());
          }
          return true;
        },
        () ->
            new HeadDocument(
                new Head(
                    Documents.required(fields.projectId, "projectId"),
                    Documents.required(fields.revision, "revision"),
                    fields.cleared,
                    Documents.required(fields.components, Components.FIELD)),
                unknown));
  }

  /** As it is stored. */
  public byte[] write() {
    return JsonOut.document(
        json -> {
          // Before what cannot be read without it, so that an older reader says why.
          Documents.writeRequires(json, Components.features(head.components()));
          json.writeStringField("projectId", head.projectId());
          json.writeNumberField("revision", head.revision());
          if (head.cleared()) {
            json.writeBooleanField("cleared", true);
          }
          Components.write(json, head.components());
          for (Map.Entry<String, String> field : unknown.entrySet()) {
            json.writeFieldName(field.getKey());
            json.writeRawValue(field.getValue());
          }
        });
  }
}
