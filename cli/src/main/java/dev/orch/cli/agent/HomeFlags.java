package dev.orch.cli.agent;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.plugin.TreeLocation;
import dev.orch.engine.HomeOptions;
import dev.orch.model.settings.Setting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where files are put, and how careful that is. */
final class HomeFlags {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "The component's home: a directory, or a URI of a file system that Hadoop knows, such"
              + " as hdfs://nn/apps/ingest. Otherwise ORCH_HOME.")
  @Nullable TreeLocation home;

  @Option(
      names = "--adopt",
      description =
          "Replace files in the way that orch did not place; the originals are kept in"
              + " .orch/originals. Without it, they hold the whole revision.")
  boolean adopt;

  TreeLocation require(CliSettings settings) {
    return settings
        .value(home, Setting.HOME, TreeLocation::parse)
        .orElseThrow(
            () ->
                new UsageException(
                    "nothing says where the component's home is",
                    "Give --home DIR, or set ORCH_HOME."));
  }

  HomeOptions options() {
    return HomeOptions.DEFAULT.withAdopt(adopt);
  }
}
