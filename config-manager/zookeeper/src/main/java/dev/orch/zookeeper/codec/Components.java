package dev.orch.zookeeper.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.orch.model.Digest;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.ComponentHead;
import dev.orch.zookeeper.layout.Location;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code "components":{"file-mgr":{"digest":"…","manifest":"revisions/…"},…}}. */
final class Components {
  static final String FIELD = "components";

  private static final int MAX_COMPONENTS = 5_000;
  private static final int MAX_FIELDS = 20;
  static final int MAX_LOCATION = 2_000;
  private static final int MAX_DIGEST = 64;

  private Components() {}

  static void write(JsonGenerator json, Map<LayerName, ComponentHead> components)
      throws IOException {
    json.writeFieldName(FIELD);
    writeAll(json, components);
  }

  /** The same without a name, as a value of its own. */
  static void writeAll(JsonGenerator json, Map<LayerName, ComponentHead> components)
      throws IOException {
    json.writeStartObject();
    for (Map.Entry<LayerName, ComponentHead> entry : components.entrySet()) {
      json.writeObjectFieldStart(entry.getKey().value());
      json.writeStringField("digest", entry.getValue().digest().hex());
      json.writeStringField("manifest", entry.getValue().location());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** What must be understood to make sense of these. */
  static List<String> features(Map<LayerName, ComponentHead> components) {
    return components.keySet().stream().allMatch(LayerName::isOwn)
        ? List.of()
        : List.of(Documents.LAYERS);
  }

  static SortedMap<LayerName, ComponentHead> read(JsonIn in) throws IOException {
    SortedMap<LayerName, ComponentHead> components = new TreeMap<>();
    in.object(
        MAX_COMPONENTS,
        name -> {
          components.put(LayerName.parse(name), readOne(in));
          return true;
        });
    return components;
  }

  static ComponentHead readOne(JsonIn in) throws IOException {
    var fields =
        new Object() {
          @Nullable Digest digest;
          @Nullable Location manifest;
        };
    in.object(
        MAX_FIELDS,
        name ->
            switch (name) {
              case "digest" -> {
                fields.digest = digest(in);
                yield true;
              }
              case "manifest" -> {
                fields.manifest = location(in);
                yield true;
              }
              default -> false;
            });
    return new ComponentHead(
        Documents.required(fields.digest, "digest"),
        Documents.required(fields.manifest, "manifest").value());
  }

  static Digest digest(JsonIn in) throws IOException {
    return Digest.parse(in.string(MAX_DIGEST));
  }

  static Location location(JsonIn in) throws IOException {
    return Location.parse(in.string(MAX_LOCATION));
  }
}
