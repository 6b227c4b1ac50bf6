package dev.orch.config;

import dev.orch.model.Problem;
import dev.orch.model.Quoted;
import dev.orch.model.instance.Endpoints;
import dev.orch.model.instance.Labels;
import dev.orch.model.settings.CommaList;
import dev.orch.model.settings.DurationText;
import dev.orch.model.settings.Setting;
import dev.orch.model.settings.Settings;
import dev.orch.model.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Turns settings into a manager, and finds everything that is wrong with them at once. */
final class SettingsReader {
  private final Settings settings;
  private final List<Problem> problems = new ArrayList<>();

  private SettingsReader(Settings settings) {
    this.settings = settings;
  }

  static ConfigurationManager apply(Settings settings, ConfigurationManagerBuilder builder) {
    return new SettingsReader(settings).build(builder);
  }

  private ConfigurationManager build(ConfigurationManagerBuilder builder) {
    boolean distributed = flag(Setting.DISTRIBUTED);
    builder.exportProperties(flag(Setting.EXPORT_PROPERTIES));
    settings.get(Setting.HOME).map(Path::of).ifPresent(builder::home);
    settings.get(Setting.INSTANCE).ifPresent(builder::instance);
    settings.get(Setting.PROJECT).ifPresent(builder::project);
    if (!distributed) {
      failIfAny();
      return builder.standalone();
    }
    Duration connectTimeout =
        duration(Setting.ZK_CONNECT_TIMEOUT, StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    Duration sessionTimeout =
        duration(Setting.ZK_SESSION_TIMEOUT, StoreSettings.DEFAULT_SESSION_TIMEOUT);
    Duration requestTimeout =
        duration(Setting.ZK_REQUEST_TIMEOUT, StoreSettings.DEFAULT_REQUEST_TIMEOUT);
    builder.reconcileInterval(
        duration(
            Setting.RECONCILE_INTERVAL, ConfigurationManagerBuilder.DEFAULT_RECONCILE_INTERVAL));
    settings
        .get(Setting.ZK_CONNECT)
        .map(zk -> new StoreSettings(zk, connectTimeout, sessionTimeout, requestTimeout))
        .ifPresent(builder::store);
    builder.labels(list(Setting.LABELS, Labels.NONE, Labels::parse));
    builder.endpoints(list(Setting.ENDPOINTS, Endpoints.NONE, Endpoints::parse));
    problems.addAll(builder.problems());
    failIfAny();
    return builder.distributed();
  }

  private void failIfAny() {
    if (!problems.isEmpty()) {
      throw ConfigurationManagerBuilder.invalid(problems);
    }
  }

  private boolean flag(Setting setting) {
    return parsed(setting, false, SettingsReader::parseFlag);
  }

  private static boolean parseFlag(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException("expected true or false, found " + Quoted.of(text));
    };
  }

  private Duration duration(Setting setting, Duration otherwise) {
    return parsed(setting, otherwise, DurationText::parse);
  }

  private <T> T list(Setting setting, T otherwise, Function<List<String>, T> parser) {
    return parsed(setting, otherwise, text -> parser.apply(CommaList.split(text)));
  }

  private <T> T parsed(Setting setting, T otherwise, Function<String, T> parser) {
    try {
      return settings.get(setting).map(parser).orElse(otherwise);
    } catch (IllegalArgumentException e) {
      problems.add(new Problem(setting.property(), String.valueOf(e.getMessage())));
      return otherwise;
    }
  }
}
