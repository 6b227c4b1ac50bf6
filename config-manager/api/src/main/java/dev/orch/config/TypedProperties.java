package dev.orch.config;

import dev.orch.model.Quoted;
import dev.orch.model.settings.DurationText;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Properties of one file or of several merged into one, immutable.
 *
 * <p>The getters without a default insist on the property; those with one return it when the
 * property is missing, never when it is malformed. Every error names the key and the file. Blanks
 * around a value don't count, except in {@link #getString}.
 */
public final class TypedProperties {
  private final NavigableMap<String, Value> values;
  private final List<String> files;

  /** One property's value and the file that has it. */
  private record Value(String text, String file) {}

  private TypedProperties(NavigableMap<String, Value> values, List<String> files) {
    this.values = values;
    this.files = files;
  }

  static TypedProperties ofFile(String file, Map<String, String> entries) {
    TreeMap<String, Value> values = new TreeMap<>();
    entries.forEach((key, text) -> values.put(key, new Value(text, file)));
    return new TypedProperties(values, List.of(file));
  }

  /** All of them in one; where a key is in several, the last wins. */
  static TypedProperties merged(Collection<TypedProperties> parts) {
    TreeMap<String, Value> values = new TreeMap<>();
    parts.forEach(part -> values.putAll(part.values));
    return new TypedProperties(
        values, parts.stream().flatMap(part -> part.files.stream()).distinct().toList());
  }

  /** The value as it is written, if there is one. */
  public Optional<String> find(String key) {
    return Optional.ofNullable(values.get(key)).map(Value::text);
  }

  /** The file that a property's value comes from, if there is such a property. */
  public Optional<String> fileOf(String key) {
    return Optional.ofNullable(values.get(key)).map(Value::file);
  }

  /** Every key, sorted. */
  public SortedSet<String> keys() {
    return Collections.unmodifiableSortedSet(values.navigableKeySet());
  }

  /** The files that these properties come from, in the order in which they were merged. */
  public List<String> files() {
    return files;
  }

  /**
   * The value as it is written.
   *
   * @throws PropertyException when it is missing
   */
  public String getString(String key) {
    return required(key).text();
  }

  /** The value as it is written, or the default. */
  public String getString(String key, String otherwise) {
    return find(key).orElse(otherwise);
  }

  /**
   * A whole number of 32 bits.
   *
   * @throws PropertyException when it is missing or malformed
   */
  public int getInt(String key) {
    return parse(key, required(key), TypedProperties::parseInt);
  }

  /**
   * A whole number of 32 bits, or the default.
   *
   * @throws PropertyException when it is malformed
   */
  public int getInt(String key, int otherwise) {
    return parseOr(key, otherwise, TypedProperties::parseInt);
  }

  /**
   * A whole number of 64 bits.
   *
   * @throws PropertyException when it is missing or malformed
   */
  public long getLong(String key) {
    return parse(key, required(key), TypedProperties::parseLong);
  }

  /**
   * A whole number of 64 bits, or the default.
   *
   * @throws PropertyException when it is malformed
   */
  public long getLong(String key, long otherwise) {
    return parseOr(key, otherwise, TypedProperties::parseLong);
  }

  /**
   * {@code true} or {@code false}, in any case. Unlike {@link Boolean#parseBoolean}, anything else
   * is an error, so that a misspelt {@code ture} does not switch something off.
   *
   * @throws PropertyException when it is missing or malformed
   */
  public boolean getBoolean(String key) {
    return parse(key, required(key), TypedProperties::parseBoolean);
  }

  /**
   * {@code true} or {@code false}, in any case, or the default.
   *
   * @throws PropertyException when it is malformed
   */
  public boolean getBoolean(String key, boolean otherwise) {
    return parseOr(key, otherwise, TypedProperties::parseBoolean);
  }

  /**
   * A duration with its unit: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 1d} or ISO
   * 8601.
   *
   * @throws PropertyException when it is missing or malformed
   */
  public Duration getDuration(String key) {
    return parse(key, required(key), DurationText::parse);
  }

  /**
   * A duration with its unit, or the default.
   *
   * @throws PropertyException when it is malformed
   */
  public Duration getDuration(String key, Duration otherwise) {
    return parseOr(key, otherwise, DurationText::parse);
  }

  /**
   * The elements between commas, without the blanks around them; empty ones are left out.
   *
   * @throws PropertyException when it is missing
   */
  public List<String> getList(String key) {
    return parseList(required(key).text());
  }

  /** The elements between commas, or the default. */
  public List<String> getList(String key, List<String> otherwise) {
    return find(key).map(TypedProperties::parseList).orElse(List.copyOf(otherwise));
  }

  /** A new {@link Properties} object with all of them. */
  public Properties toProperties() {
    Properties properties = new Properties();
    values.forEach((key, value) -> properties.setProperty(key, value.text()));
    return properties;
  }

  /** A copy as a map, sorted by key. */
  public SortedMap<String, String> toMap() {
    SortedMap<String, String> map = new TreeMap<>();
    values.forEach((key, value) -> map.put(key, value.text()));
    return Collections.unmodifiableSortedMap(map);
  }

  private Value required(String key) {
    Value value = values.get(key);
    if (value == null) {
      throw PropertyException.missing(
          key, files.isEmpty() ? "no properties file" : String.join(", ", files));
    }
    return value;
  }

  private <T> T parseOr(String key, T otherwise, Function<String, T> parser) {
    Value value = values.get(key);
    return value == null ? otherwise : parse(key, value, parser);
  }

  private static <T> T parse(String key, Value value, Function<String, T> parser) {
    try {
      return parser.apply(value.text().strip());
    } catch (IllegalArgumentException e) {
      String problem = String.valueOf(e.getMessage());
      throw PropertyException.malformed(key, value.file(), problem, e);
    }
  }

  private static int parseInt(String text) {
    long number = parseLong(text);
    if (number != (int) number) {
      throw new IllegalArgumentException(
          "expected a whole number of 32 bits, found " + Quoted.of(text));
    }
    return (int) number;
  }

  private static long parseLong(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a whole number, found " + Quoted.of(text), e);
    }
  }

  private static boolean parseBoolean(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException("expected true or false, found " + Quoted.of(text));
    };
  }

  private static List<String> parseList(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .toList();
  }

  /** Whether keys and values are the same; where they come from does not count. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TypedProperties that && toMap().equals(that.toMap());
  }

  @Override
  public int hashCode() {
    return toMap().hashCode();
  }

  /** Keys and files without the values, which may be secrets. */
  @Override
  public String toString() {
    return values.size() + " properties from " + files;
  }
}
