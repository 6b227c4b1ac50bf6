package dev.orch.oozie.job;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts properties into texts, as Oozie does before it reads a definition: {@code ${name}} is the
 * value of the property, whose own variables are replaced in turn. Functions such as {@code
 * ${coord:days(1)}} stay.
 */
public final class Variables {
  /** As many as Hadoop's {@code Configuration} replaces in one value. */
  private static final int MAX_REPLACED = 20;

  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{\\s*([A-Za-z_][A-Za-z0-9_.-]*)\\s*}");

  private final Map<String, String> properties;

  public Variables(Map<String, String> properties) {
    this.properties = Map.copyOf(properties);
  }

  /**
   * The text with its variables replaced; nothing if one has no value, or they go round in a
   * circle.
   */
  public Optional<String> resolve(String text) {
    String resolved = text;
    int replaced = 0;
    for (Matcher matcher = VARIABLE.matcher(resolved);
        matcher.find();
        matcher = VARIABLE.matcher(resolved)) {
      String value = properties.get(matcher.group(1));
      if (value == null || ++replaced > MAX_REPLACED) {
        return Optional.empty();
      }
      resolved = resolved.substring(0, matcher.start()) + value + resolved.substring(matcher.end());
    }
    return Optional.of(resolved);
  }

  /** The resolved value of a property; null if it has none. */
  public @Nullable String value(String name) {
    String value = properties.get(name);
    return value == null ? null : resolve(value).orElse(value);
  }
}
