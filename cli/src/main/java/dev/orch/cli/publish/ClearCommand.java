package dev.orch.cli.publish;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.fleet.WaitOption;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.ConfirmOption;
import dev.orch.cli.option.Known;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.layer.LayerName;
import dev.orch.model.store.Store;
import dev.orch.publisher.CommitResult;
import dev.orch.publisher.Publisher;
import dev.orch.publisher.PublisherSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orch clear}. */
@Command(
    name = "clear",
    description =
        "Takes all components out of a project, and its older revisions with them; or"
            + " only the components named. Files in homes stay; revision numbers go on.",
    footer = {
      "",
      "Examples:",
      "  orch clear --project weather",
      "  orch clear --project weather --component ingest-jobs --yes"
    })
public final class ClearCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin ProjectOption project = new ProjectOption();

  @Option(
      names = {"-c", "--component"},
      paramLabel = "NAME",
      description = "Only this component; may be given several times.")
  List<ComponentName> components = new ArrayList<>();

  @Mixin ConfirmOption confirm = new ConfirmOption();
  @Mixin CommitFlags flags = new CommitFlags();
  @Mixin WaitOption wait = new WaitOption();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public ClearCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    PublisherSettings limits = PublisherSettings.of(settings.withOptions(flags.settings()));
    try (Store connected = store.connect(settings)) {
      var live = Known.project(connected.revisions(), name).components();
      components.forEach(component -> Known.of("component", LayerName.of(component), live));
      if (!flags.dryRun) {
        confirm.confirm(question(name), invocation);
      }
      Publisher publisher = new Publisher(connected, limits);
      CommitResult result =
          components.isEmpty()
              ? publisher.clear(name, flags.options(settings))
              : publisher.clear(name, components, flags.options(settings));
      return new Committing(invocation, output.json(), wait).tell(connected, result).code();
    }
  }

  private String question(ProjectName name) {
    return components.isEmpty()
        ? "Clear project " + name + " with all its components and its history"
        : "Take "
            + components.stream().map(ComponentName::value).collect(Collectors.joining(", "))
            + " out of project "
            + name;
  }
}
