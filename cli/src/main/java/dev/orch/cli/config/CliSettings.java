package dev.orch.cli.config;

import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.model.settings.DurationText;
import dev.orch.model.settings.Setting;
import dev.orch.model.settings.Settings;
import dev.orch.model.settings.Settings.Lookup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Settings where an option on the command line comes first, with values of their types. */
public final class CliSettings {
  private final Lookup properties;
  private final Lookup environment;
  private final Map<String, String> file;
  private final Settings settings;

  private CliSettings(Lookup properties, Lookup environment, Map<String, String> file) {
    this.properties = properties;
    this.environment = environment;
    this.file = file;
    this.settings = new Settings(properties, environment, file);
  }

  /**
   * For this call, with the installation's {@code conf/orch.yaml}.
   *
   * @throws dev.orch.model.InvalidInputException when that file is not valid
   */
  public static CliSettings of(Invocation invocation) throws IOException {
    Optional<Path> installation = invocation.installation();
    Map<String, String> file =
        installation.isPresent()
            ? SettingsFile.read(installation.get().resolve("conf").resolve("orch.yaml"))
            : Map.of();
    return new CliSettings(invocation.properties(), invocation.environment(), file);
  }

  /** For code that reads its own settings: what was said on the command line comes first. */
  public Settings withOptions(Map<Setting, String> options) {
    Map<String, String> byProperty = new HashMap<>();
    options.forEach((setting, value) -> byProperty.put(setting.property(), value));
    return new Settings(
        name -> byProperty.containsKey(name) ? byProperty.get(name) : properties.value(name),
        environment,
        file);
  }

  /** The option, otherwise the setting, otherwise nothing. */
  public Optional<String> text(@Nullable String option, Setting setting) {
    return value(option, setting, text -> text);
  }

  /** The option, otherwise the setting, otherwise the default. */
  public Duration duration(@Nullable Duration option, Setting setting, Duration otherwise) {
    return value(option, setting, DurationText::parse).orElse(otherwise);
  }

  /**
   * The option, otherwise what the setting's text is parsed to, otherwise nothing.
   *
   * @param parse throws {@link IllegalArgumentException} for a text that it does not understand
   * @throws UsageException when the setting's text is not understood
   */
  public <T> Optional<T> value(@Nullable T option, Setting setting, Function<String, T> parse) {
    return option != null
        ? Optional.of(option)
        : settings.get(setting).map(t -> parsed(t, setting, parse));
  }

  private static <T> T parsed(String text, Setting setting, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "setting " + setting.property() + ": " + e.getMessage(),
          "Mend it where it is set: system property "
              + setting.property()
              + ", environment variable "
              + setting.environment()
              + ", or "
              + setting.fileKey()
              + " in conf/orch.yaml.",
          e);
    }
  }
}
