package dev.orch.publisher.spec;

import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.path.Glob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.RepresentToNode;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/**
 * Writes a {@code component.yaml} with which a component's files, published again, make the same
 * digest. It is not the text that was once published: comments, order and the patterns for
 * properties and validation are stored nowhere.
 */
public final class ComponentYamlText {
  private static final String PROPERTIES = "properties";

  private ComponentYamlText() {}

  /** The document, in UTF-8; nothing if the defaults say it all. */
  public static Optional<byte[]> of(Manifest manifest) {
    return of(manifest.spec(), manifest.files().values());
  }

  /**
   * The document of a component with layers.
   *
   * @param files of all its layers
   * @return in UTF-8; nothing if the defaults say it all
   */
  public static Optional<byte[]> of(ComponentSpec spec, Collection<FileEntry> files) {
    Map<String, Object> root = new LinkedHashMap<>();
    if (!areDefault(files)) {
      root.put(PROPERTIES, properties(files));
    }
    root.putAll(nested(spec.canonical()));
    if (root.isEmpty()) {
      return Optional.empty();
    }
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(100).build();
    return Optional.of(
        new Dump(settings, new Texts(settings))
            .dumpToString(root)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static boolean areDefault(Collection<FileEntry> files) {
    List<Glob> defaults = ComponentSpec.defaultPropertiesPatterns();
    return files.stream()
        .allMatch(
            file ->
                isProperties(file)
                    == defaults.stream().anyMatch(glob -> glob.matches(file.path())));
  }

  private static boolean isProperties(FileEntry file) {
    return file.kind() == FileKind.PROPERTIES;
  }

  /**
   * Each by its own path, in which what a pattern would read otherwise stands for any character.
   */
  private static List<String> properties(Collection<FileEntry> files) {
    return files.stream()
        .filter(ComponentYamlText::isProperties)
        .map(FileEntry::path)
        .map(ConfigPath::value)
        .map(path -> path.replaceAll("[*?{},]", "?"))
        .distinct()
        .toList();
  }

  /** {@code a.000.b} becomes a list below {@code a} whose first element is a map with {@code b}. */
  private static Map<String, Object> nested(SortedMap<String, String> canonical) {
    SortedMap<String, Object> root = new TreeMap<>();
    canonical.forEach(
        (key, value) -> {
          if (!key.startsWith(OozieKeys.PROPERTIES_PREFIX)) {
            put(root, key, value);
          }
        });
    Map<String, String> properties = oozieProperties(canonical);
    if (!properties.isEmpty()) {
      below(root, OozieKeys.OOZIE).put(PROPERTIES, properties);
    }
    Map<String, Object> plain = new LinkedHashMap<>();
    root.forEach((key, value) -> plain.put(key, plain(value)));
    return plain;
  }

  /** Names of properties may have dots, or look like numbers of elements: they are left whole. */
  private static Map<String, String> oozieProperties(SortedMap<String, String> canonical) {
    Map<String, String> properties = new LinkedHashMap<>();
    canonical.forEach(
        (key, value) -> {
          if (key.startsWith(OozieKeys.PROPERTIES_PREFIX)) {
            properties.put(key.substring(OozieKeys.PROPERTIES_PREFIX.length()), value);
          }
        });
    return properties;
  }

  private static void put(SortedMap<String, Object> map, String key, String value) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      map.put(key, value);
      return;
    }
    put(below(map, key.substring(0, dot)), key.substring(dot + 1), value);
  }

  /** A text in the way, which only a newer version's keys could put there, gives way. */
  @SuppressWarnings("unchecked") // Every sorted map in here was put by this method.
  private static SortedMap<String, Object> below(SortedMap<String, Object> map, String key) {
    Object inner =
        map.compute(
            key, (it, found) -> found instanceof SortedMap ? found : new TreeMap<String, Object>());
    return (SortedMap<String, Object>) inner;
  }

  private static Object plain(Object value) {
    if (!(value instanceof SortedMap<?, ?> map)) {
      return value;
    }
    boolean list = map.keySet().stream().allMatch(key -> key.toString().matches("[0-9]{3}"));
    if (list) {
      List<Object> elements = new ArrayList<>();
      map.values().forEach(element -> elements.add(plain(element)));
      return elements;
    }
    Map<String, Object> plain = new LinkedHashMap<>();
    map.forEach((key, inner) -> plain.put(key.toString(), plain(inner)));
    return plain;
  }

  /**
   * Quotes blank lines. The library would write them as a block whose indentation it then refuses.
   */
  private static final class Texts extends StandardRepresenter {
    Texts(DumpSettings settings) {
      super(settings);
      RepresentToNode usual = Objects.requireNonNull(representers.get(String.class));
      representers.put(
          String.class,
          data -> {
            String text = data.toString();
            return text.indexOf('\n') >= 0 && text.isBlank()
                ? representScalar(Tag.STR, text, ScalarStyle.DOUBLE_QUOTED)
                : usual.representData(data);
          });
    }
  }
}
