package dev.orch.cli.publish;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.layers.InstanceExplanation;
import dev.orch.cli.oozie.PlannedJobs;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Pager;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.Labels;
import dev.orch.model.layer.LayerName;
import dev.orch.model.store.Store;
import dev.orch.oozie.deploy.JobPreview;
import dev.orch.publisher.Publisher;
import dev.orch.publisher.PublisherSettings;
import dev.orch.publisher.plan.ComponentPlan;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.projects.AllProjects;
import dev.orch.publisher.projects.ProjectOutcome;
import dev.orch.publisher.scan.DesiredTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orch explain}. */
@Command(
    name = "explain",
    description =
        "Shows what agents would do if a tree were published, and why: for each changed"
            + " file the rule that decides, and for each component what comes of all of them."
            + " Writes nothing. With --instance, it shows instead which layer each file of"
            + " an instance comes from, as it is live.",
    footer = {
      "",
      "Examples:",
      "  orch explain weather --project weather",
      "  orch explain weather --project weather --component file-mgr -o json",
      "  orch explain file-mgr/etc/filemgr.properties --instance fm-3"
    })
public final class ExplainCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin TreeOptions tree = new TreeOptions();

  @Option(
      names = {"-i", "--instance"},
      paramLabel = "ID",
      description =
          "Show where the files of this instance come from; DIR is then COMPONENT or"
              + " COMPONENT/PATH.")
  @Nullable InstanceId instance;

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description =
          "With --instance, a label to take it for having, instead of those that it reports; may be"
              + " given several times.")
  List<String> labels = new ArrayList<>();

  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public ExplainCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    if (instance != null) {
      return origins(settings, instance);
    }
    PublisherSettings limits =
        PublisherSettings.of(settings.withOptions(tree.settings())).withoutValidators();
    return TreeRun.run(
        invocation,
        tree,
        store,
        settings,
        limits,
        (connected, publisher, project, desired) -> one(publisher, project, desired),
        (connected, publisher, projects) -> many(publisher, projects));
  }

  private int origins(CliSettings settings, InstanceId of)
      throws IOException, InterruptedException {
    try (Store connected = store.connect(settings)) {
      InstanceExplanation explanation =
          InstanceExplanation.of(
              connected,
              tree.requireProject(settings),
              tree.location().toString(),
              of,
              labels.isEmpty() ? Optional.empty() : Optional.of(labels()),
              invocation);
      if (output.json()) {
        JsonWriter.object(invocation.out(), explanation::write);
      } else {
        Pager.page(invocation, common.pages(), explanation::text);
      }
    }
    return ExitCode.OK.code();
  }

  private Labels labels() {
    try {
      return Labels.parse(labels);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), "See: orch explain --help", e);
    }
  }

  private int one(Publisher publisher, ProjectName project, DesiredTree desired)
      throws IOException, InterruptedException {
    Plan plan = publisher.plan(project, desired);
    if (output.json()) {
      JsonWriter.object(invocation.out(), json -> ExplainFormat.write(json, plan));
    } else {
      SortedMap<LayerName, List<JobPreview>> jobs = new TreeMap<>();
      for (ComponentPlan component : plan.components().values()) {
        jobs.put(component.component(), PlannedJobs.byFiles(component));
      }
      Pager.page(invocation, common.pages(), out -> ExplainFormat.text(out, plan, jobs));
    }
    return ExitCode.OK.code();
  }

  private int many(Publisher publisher, AllProjects projects) throws InterruptedException {
    List<ProjectOutcome<Plan>> outcomes = projects.forEach(publisher::plan);
    ManyFormat.explanations(invocation, outcomes, output.json());
    return ManyFormat.exitCode(invocation, outcomes).orElse(ExitCode.OK).code();
  }
}
