package dev.orch.zookeeper.codec;

import dev.orch.model.revision.ProjectSettings;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code settings} holds: {@code {"format":1,"retention":20}}.
 *
 * @param unknown fields of a newer version, as JSON by name; they are written again
 */
public record SettingsDocument(ProjectSettings settings, SortedMap<String, String> unknown) {
  public SettingsDocument {
    unknown = Collections.unmodifiableSortedMap(new TreeMap<>(unknown));
  }

  /** Of a project of which nothing is set. */
  public static SettingsDocument none() {
    return new SettingsDocument(ProjectSettings.NONE, new TreeMap<>());
  }

  /**
   * Reads it.
   *
   * @throws dev.orch.model.CorruptDataException when it is anything else
   */
  public static SettingsDocument read(String place, byte[] bytes) {
    JsonIn in = Documents.open(place, bytes);
    SortedMap<String, String> unknown = new TreeMap<>();
    var fields =
        new Object() {
          @Nullable Integer retention;
        };
    return Documents.read(
        place,
        bytes,
        in,
        name -> {
          if (name.equals("retention")) {
            fields.retention = (int) in.number(1, ProjectSettings.MAX_RETENTION);
          } else {
            unknown.put(name, in.raw());
          }
          return true;
        },
        () -> new SettingsDocument(new ProjectSettings(fields.retention), unknown));
  }

  /** With other settings, and what a newer version wrote. */
  public SettingsDocument with(ProjectSettings other) {
    return new SettingsDocument(other, unknown);
  }

  /** As it is stored. */
  public byte[] write() {
    return JsonOut.document(
        json -> {
          Integer retention = settings.retention();
          if (retention != null) {
            json.writeNumberField("retention", retention);
          }
          for (Map.Entry<String, String> field : unknown.entrySet()) {
            json.writeFieldName(field.getKey());
            json.writeRawValue(field.getValue());
          }
        });
  }
}
