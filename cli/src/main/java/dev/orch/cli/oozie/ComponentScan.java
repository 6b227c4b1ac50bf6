package dev.orch.cli.oozie;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.plugin.Plugins;
import dev.orch.cli.plugin.TreeLocation;
import dev.orch.model.Progress;
import dev.orch.model.component.FileTree;
import dev.orch.oozie.job.JobSet;
import dev.orch.publisher.PublisherSettings;
import dev.orch.publisher.scan.TreeScanner;
import java.io.IOException;
import java.util.Map;

/** Reads the jobs of one component from where its files are written, checked as publishing does. */
final class ComponentScan {
  private ComponentScan() {}

  /**
   * The jobs.
   *
   * @throws UsageException when the component does not ask for Oozie
   * @throws dev.orch.model.InvalidInputException with all that is wrong with its files
   */
  static JobSet jobs(TreeLocation location, CliSettings settings, Invocation invocation)
      throws IOException, InterruptedException {
    PublisherSettings limits = PublisherSettings.of(settings.withOptions(Map.of()));
    try (Plugins plugins = Plugins.of(invocation);
        TreeScanner scanner =
            new TreeScanner(limits.maxFileSize(), Progress.NONE, new JobsCheck(invocation))) {
      FileTree tree = scanner.scanComponent(location.open(plugins));
      if (!JobsCheck.isOfJobs(tree)) {
        throw new UsageException(
            location + " is no component of Oozie jobs",
            "Write 'trigger: oozie' into its component.yaml.");
      }
      return JobSet.read(tree);
    }
  }
}
