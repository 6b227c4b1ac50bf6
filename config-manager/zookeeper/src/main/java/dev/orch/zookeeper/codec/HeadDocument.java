package dev.orch.zookeeper.codec;

import dev.orch.model.ComponentName;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.zookeeper.layout.RevisionName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
 * {"format":1,"requires":["rollouts"],"projectId":"…","revision":12,
 *  "components":{…},"rollouts":{"file-mgr":"0000000012-…"}}
 * {"format":1,"projectId":"…","revision":13,"cleared":true,"components":{}}
 * </pre>
 *
 * @param unknown fields of a newer version, as JSON by name; they are written again
 */
public record HeadDocument(Head head, SortedMap<String, String> unknown) {
  private static final int MAX_PROJECT_ID = 100;
  private static final int MAX_ROLLOUTS = 5_000;
  private static final int MAX_ROLLOUT = 200;

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
          final SortedMap<ComponentName, String> rollouts = new TreeMap<>();
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
            case Documents.ROLLOUTS ->
                in.object(
                    MAX_ROLLOUTS,
                    component -> {
                      fields.rollouts.put(new ComponentName(component), in.string(MAX_ROLLOUT));
                      return true;
                    });
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
                    Documents.required(fields.components, Components.FIELD),
                    fields.rollouts),
                unknown));
  }

  /** As it is stored. */
  public byte[] write() {
    return JsonOut.document(
        json -> {
          // Before what cannot be read without it, so that an older reader says why.
          List<String> features = new ArrayList<>(Components.features(head.components()));
          if (!head.rollouts().isEmpty()) {
            // An agent that does not know of them would run what it must not yet.
            features.add(Documents.ROLLOUTS);
          }
          Documents.writeRequires(json, features);
          json.writeStringField("projectId", head.projectId());
          json.writeNumberField("revision", head.revision());
          if (head.cleared()) {
            json.writeBooleanField("cleared", true);
          }
          Components.write(json, head.components());
          if (!head.rollouts().isEmpty()) {
            json.writeObjectFieldStart(Documents.ROLLOUTS);
            for (Map.Entry<ComponentName, String> rollout : head.rollouts().entrySet()) {
              json.writeStringField(rollout.getKey().value(), rollout.getValue());
            }
            json.writeEndObject();
          }
          for (Map.Entry<String, String> field : unknown.entrySet()) {
            json.writeFieldName(field.getKey());
            json.writeRawValue(field.getValue());
          }
        });
  }
}
