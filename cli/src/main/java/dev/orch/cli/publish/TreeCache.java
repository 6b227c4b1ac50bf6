package dev.orch.cli.publish;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.Invocation;
import dev.orch.model.settings.Setting;
import dev.orch.publisher.statcache.StatCache;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where what is known of files is kept between commands: the setting, otherwise {@code orch} in the
 * user's directory for such things (XDG Base Directory Specification).
 */
final class TreeCache {
  private static final String XDG = "XDG_CACHE_HOME";

  private TreeCache() {}

  static StatCache of(Invocation invocation, CliSettings settings) {
    return directory(invocation, settings)
        .map(directory -> StatCache.in(directory.resolve("trees"), version(), Clock.systemUTC()))
        .orElse(StatCache.NONE);
  }

  private static Optional<Path> directory(Invocation invocation, CliSettings settings) {
    Optional<String> set = settings.text(null, Setting.CACHE_DIR);
    if (set.isPresent()) {
      return set.map(Path::of);
    }
    return absolute(invocation.environment().value(XDG))
        .or(() -> home(invocation).map(home -> home.resolve(".cache")))
        .map(shared -> shared.resolve("orch"));
  }

  /** As the shell says; Java looks the user up, and in a container may find nobody. */
  private static Optional<Path> home(Invocation invocation) {
    return absolute(invocation.environment().value("HOME"))
        .or(() -> absolute(invocation.properties().value("user.home")));
  }

  private static Optional<Path> absolute(@Nullable String directory) {
    return Optional.ofNullable(directory).map(Path::of).filter(Path::isAbsolute);
  }

  private static String version() {
    String version = TreeCache.class.getPackage().getImplementationVersion();
    return version == null ? "not packaged" : version;
  }
}
