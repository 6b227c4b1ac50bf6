package dev.orch.cli.housekeeping;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.Known;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.Printable;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.ProjectUsage;
import dev.orch.model.store.Store;
import dev.orch.publisher.PublisherSettings;
import dev.orch.publisher.housekeeping.StorageWarnings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orch du}. */
@Command(
    name = "du",
    description =
        "Shows how many bytes and znodes each component holds in ZooKeeper: of what is"
            + " live, of what only older revisions need, of what instances reported. Warns"
            + " before it is too much.",
    footer = {
      "",
      "Examples:",
      "  orch du                             all projects, or the one of ORCH_PROJECT",
      "  orch du --project weather -o json"
    })
public final class UsageCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin ProjectOption project = new ProjectOption();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public UsageCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    PublisherSettings limits = PublisherSettings.of(settings.withOptions(Map.of()));
    SortedMap<ProjectName, ProjectUsage> usage = new TreeMap<>();
    try (Store connected = store.connect(settings)) {
      for (ProjectName name : projects(connected, settings)) {
        connected.revisions().usage(name).ifPresent(found -> usage.put(name, found));
      }
    }
    List<String> warnings = StorageWarnings.of(usage, limits.projectLimit());
    if (output.json()) {
      UsageFormat.json(invocation.out(), usage, warnings);
    } else {
      UsageFormat.table(invocation.out(), usage);
    }
    warnings.forEach(
        warning -> invocation.messages().line("orch: warning: " + Printable.of(warning)));
    return ExitCode.OK.code();
  }

  private List<ProjectName> projects(Store connected, CliSettings settings)
      throws InterruptedException {
    ProjectName one = project.find(settings).orElse(null);
    if (one == null) {
      return connected.revisions().projects();
    }
    Known.project(connected.revisions(), one);
    return List.of(one);
  }
}
