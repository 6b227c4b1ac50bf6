package dev.orch.model.settings;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks settings up in system properties, the environment and a file's entries, in that order. */
public final class Settings {
  /** Where values are looked up by name. */
  @FunctionalInterface
  public interface Lookup {
    /** The value, or null when there is none of this name. */
    @Nullable String value(String name);
  }

  private final Lookup systemProperties;
  private final Lookup environment;
  private final Map<String, String> file;

  /**
   * Creates it from its parts.
   *
   * @param file entries of {@code conf/orch.yaml}, by dotted key
   */
  public Settings(Lookup systemProperties, Lookup environment, Map<String, String> file) {
    this.systemProperties = systemProperties;
    this.environment = environment;
    this.file = Map.copyOf(file);
  }

  /** Of this process, without a file. */
  public static Settings ofProcess() {
    return new Settings(System::getProperty, System::getenv, Map.of());
  }

  /** The value that wins; one that is empty or blank counts as not set. */
  public Optional<String> get(Setting setting) {
    return Stream.of(
            values(systemProperties, Stream.of(setting.property())),
            values(systemProperties, setting.propertyAlias().stream()),
            values(environment, Stream.of(setting.environment())),
            values(environment, setting.environmentAlias().stream()),
            values(file::get, Stream.of(setting.fileKey())))
        .flatMap(values -> values)
        .findFirst();
  }

  private static Stream<String> values(Lookup source, Stream<String> names) {
    return names.flatMap(name -> Stream.ofNullable(source.value(name))).filter(v -> !v.isBlank());
  }
}
