package dev.orch.cli.config;

import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.Quoted;
import dev.orch.model.Suggestion;
import dev.orch.model.settings.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * {@code conf/orch.yaml}: settings of an installation, nested or with dotted keys ({@code zk:
 * {connect: …}} or {@code zk.connect: …}). Every value is taken as it is written. UTF-8, at most 64
 * KiB and 16 levels, without aliases.
 */
public final class SettingsFile {
  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_DEPTH = 16;

  private SettingsFile() {}

  /**
   * Its entries by dotted key; none if there is no such file, or only comments in it.
   *
   * @throws InvalidInputException listing all unknown keys and values that are no scalars
   */
  public static Map<String, String> read(Path file) throws IOException {
    String text;
    try (InputStream content = Files.newInputStream(file)) {
      text = decode(file, content.readNBytes(MAX_BYTES + 1));
    } catch (NoSuchFileException e) {
      return Map.of();
    }
    // Loading the YAML parser costs every command some 20 ms; a file as it comes needs none.
    return text.lines().map(String::strip).allMatch(l -> l.isEmpty() || l.startsWith("#"))
        ? Map.of()
        : parse(file, text);
  }

  private static String decode(Path file, byte[] content) {
    if (content.length > MAX_BYTES) {
      throw invalid(file, "expected at most " + MAX_BYTES + " bytes, found more", null);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw invalid(file, "expected UTF-8, found bytes that are not", e);
    }
  }

  private static InvalidInputException invalid(Path file, String what, @Nullable Throwable cause) {
    return new InvalidInputException(
        "the settings file is not valid", List.of(new Problem(file.toString(), what)), cause);
  }

  private static Map<String, String> parse(Path file, String text) {
    Map<String, String> entries = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    LoadSettings settings =
        LoadSettings.builder().setLabel(file.toString()).setSchema(new FailsafeSchema()).build();
    try {
      checkBounds(file, new Parse(settings).parseString(text));
      if (hasContent(settings, text)) {
        flatten("", new Load(settings).loadFromString(text), file, entries, problems);
      }
    } catch (MarkedYamlEngineException e) {
      problems.add(new Problem(place(file, e), "expected YAML, found: " + e.getProblem()));
    } catch (YamlEngineException | IllegalArgumentException e) {
      // The second is how the library refuses some tags.
      problems.add(new Problem(file.toString(), "expected YAML, found: " + e.getMessage()));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException("the settings file is not valid", problems);
    }
    return entries;
  }

  /** The library's failsafe schema fails on a document that holds nothing. */
  private static boolean hasContent(LoadSettings settings, String text) {
    return new Compose(settings)
        .composeString(text)
        .filter(root -> !root.getTag().equals(Tag.NULL))
        .isPresent();
  }

  /** Loading a document recurses, and an alias can stand for itself or for very much. */
  private static void checkBounds(Path file, Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      switch (event.getEventId()) {
        case SequenceStart, MappingStart -> depth++;
        case SequenceEnd, MappingEnd -> depth--;
        case Alias -> throw invalid(file, "expected no aliases, found one", null);
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        throw invalid(file, "expected at most " + MAX_DEPTH + " levels, found more", null);
      }
    }
  }

  private static String place(Path file, MarkedYamlEngineException e) {
    return e.getProblemMark()
        .map(mark -> file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
        .orElse(file.toString());
  }

  private static void flatten(
      String key, Object value, Path file, Map<String, String> entries, List<Problem> problems) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, nested) ->
              flatten(
                  key.isEmpty() ? "" + name : key + "." + name, nested, file, entries, problems));
    } else if (value instanceof String scalar && isKnown(key)) {
      entries.put(key, scalar);
    } else if (value instanceof String) {
      problems.add(new Problem(file.toString(), unknown(key)));
    } else {
      problems.add(
          new Problem(
              file.toString(),
              (key.isEmpty() ? "" : key + ": ") + "expected a single value, found a list"));
    }
  }

  private static boolean isKnown(String key) {
    return keys().contains(key);
  }

  private static String unknown(String key) {
    return "unknown key "
        + Quoted.of(key)
        + Suggestion.closest(key, keys()).map(near -> "; did you mean " + near + "?").orElse("");
  }

  private static List<String> keys() {
    return Arrays.stream(Setting.values()).map(Setting::fileKey).toList();
  }
}
