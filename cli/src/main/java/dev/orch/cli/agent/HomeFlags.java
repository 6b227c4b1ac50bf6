package dev.orch.cli.agent;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.plugin.TreeLocation;
import dev.orch.engine.HomeOptions;
import dev.orch.model.settings.Setting;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where files are put, and how careful that is. */
final class HomeFlags {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "The component's home. Otherwise ORCH_HOME. That of Oozie jobs is a URI of a file"
              + " system that Hadoop knows, such as hdfs://nn/apps/ingest.")
  @Nullable TreeLocation home;

  @Option(
      names = "--adopt",
      description =
          "Replace files in the way that orch did not place; the originals are kept in"
              + " .orch/originals. Without it, they hold the whole revision.")
  boolean adopt;

  /** Of a component whose files a process on this machine reads. */
  static Path onThisMachine(TreeLocation location) {
    return location
        .directory()
        .orElseThrow(
            () ->
                new UsageException(
                    "expected a home on this machine, found " + location,
                    "Only the jobs of a component with 'trigger: oozie' live on another file"
                        + " system."));
  }

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
