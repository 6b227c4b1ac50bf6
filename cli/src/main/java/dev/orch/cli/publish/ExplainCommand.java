package dev.orch.cli.publish;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.oozie.PlannedJobs;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Pager;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.oozie.deploy.JobPreview;
import dev.orch.publisher.Publisher;
import dev.orch.publisher.PublisherSettings;
import dev.orch.publisher.plan.ComponentPlan;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.projects.AllProjects;
import dev.orch.publisher.projects.ProjectOutcome;
import dev.orch.publisher.scan.DesiredTree;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orch explain}. */
@Command(
    name = "explain",
    description =
        "Shows what agents would do if a tree were published, and why: for each changed"
            + " file the rule that decides, and for each component what comes of all of them."
            + " Writes nothing.",
    footer = {
      "",
      "Examples:",
      "  orch explain weather --project weather",
      "  orch explain weather --project weather --component file-mgr -o json"
    })
public final class ExplainCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin TreeOptions tree = new TreeOptions();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public ExplainCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
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

  private int one(Publisher publisher, ProjectName project, DesiredTree desired)
      throws IOException, InterruptedException {
    Plan plan = publisher.plan(project, desired);
    if (output.json()) {
      JsonWriter.object(invocation.out(), json -> ExplainFormat.write(json, plan));
    } else {
      SortedMap<ComponentName, List<JobPreview>> jobs = new TreeMap<>();
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
