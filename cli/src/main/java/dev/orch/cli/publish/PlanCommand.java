package dev.orch.cli.publish;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.diff.DiffFormat;
import dev.orch.cli.diff.PlanFormat;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.oozie.OozieOption;
import dev.orch.cli.oozie.PlannedJobs;
import dev.orch.cli.oozie.ValidateOption;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Pager;
import dev.orch.model.ProjectName;
import dev.orch.model.store.Store;
import dev.orch.publisher.Publisher;
import dev.orch.publisher.PublisherSettings;
import dev.orch.publisher.plan.PinnedPlan;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.projects.AllProjects;
import dev.orch.publisher.projects.ProjectOutcome;
import dev.orch.publisher.scan.DesiredTree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orch plan}. */
@Command(
    name = "plan",
    description =
        "Shows what publishing a tree would change. Writes nothing. Exit code 1 when"
            + " anything would change, 0 when nothing would; see --detailed-exitcode.",
    footer = {
      "",
      "Examples:",
      "  orch plan weather --project weather",
      "  orch plan weather --project weather --diff",
      "  orch plan weather --project weather --out plan.json",
      "  orch publish --plan plan.json                     later: exactly that",
      "  orch plan . --all-projects -o json",
      "  orch plan weather -p weather --validate-against http://oozie:11000/oozie"
    })
public final class PlanCommand implements Callable<Integer> {
  /** The spelling that is looked for before anything is parsed. */
  public static final String DETAILED_EXIT_CODE = "--detailed-exitcode";

  private final Invocation invocation;

  @Mixin TreeOptions tree = new TreeOptions();
  @Mixin ValidatorsOption validators = new ValidatorsOption();

  @Option(names = "--diff", description = "Show what changes within text files.")
  boolean diff;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Save the plan, for: orch publish --plan FILE")
  @Nullable Path out;

  @Option(
      names = DETAILED_EXIT_CODE,
      description =
          "Exit codes as Terraform's: 0 nothing would change, 2 something would, 1 it"
              + " failed; when interrupted, 130 and 143 as ever.")
  boolean detailedExitCode;

  @Mixin OozieOption oozie = new OozieOption();
  @Mixin ValidateOption validate = new ValidateOption();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public PlanCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (out != null) {
      requireOne();
      PlanFile.requireWritable(out);
    }
    validate.requireLegal();
    CliSettings settings = CliSettings.of(invocation);
    PublisherSettings limits =
        validators.applyTo(PublisherSettings.of(settings.withOptions(tree.settings())));
    return TreeRun.run(
        invocation,
        tree,
        store,
        settings,
        limits,
        (connected, publisher, project, desired) ->
            one(settings, connected, publisher, project, desired),
        (connected, publisher, projects) -> many(settings, connected, publisher, projects));
  }

  private void requireOne() {
    if (tree.allProjects) {
      throw new UsageException(
          "--out takes one project, not --all-projects", "Save a plan for each project.");
    }
  }

  private int one(
      CliSettings settings,
      Store connected,
      Publisher publisher,
      ProjectName project,
      DesiredTree desired)
      throws IOException, InterruptedException {
    PinnedPlan pinned = publisher.pin(project, desired);
    Plan plan = pinned.plan();
    validate.check(plan, connected, settings, invocation);
    if (out != null) {
      PlanFile.write(out, pinned, tree.location().absolute(), Clock.systemUTC());
      invocation.messages().line("orch: saved; carry it out with: orch publish --plan " + out);
    }
    plan.warnings().forEach(warning -> CommitFormat.warn(invocation, warning));
    PlannedJobs jobs = PlannedJobs.of(plan, connected, settings, oozie.url(settings), invocation);
    if (output.json()) {
      JsonWriter.object(
          invocation.out(),
          json -> {
            PlanFormat.write(json, plan);
            jobs.write(json);
          });
    } else {
      boolean colour = common.colour(invocation);
      Pager.page(
          invocation,
          diff && common.pages(),
          page -> {
            PlanFormat.text(page, plan);
            jobs.print(page);
            if (diff) {
              DiffFormat.print(page, plan, colour);
            }
          });
    }
    return (plan.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENCES).code();
  }

  private int many(CliSettings settings, Store connected, Publisher publisher, AllProjects projects)
      throws InterruptedException {
    List<ProjectOutcome<Plan>> outcomes =
        projects.forEach(
            (name, desired) -> {
              Plan plan = publisher.plan(name, desired);
              validate.check(plan, connected, settings, invocation);
              return plan;
            });
    ManyFormat.plans(invocation, outcomes, output.json());
    boolean same = outcomes.stream().allMatch(it -> it.result().map(Plan::isEmpty).orElse(true));
    return ManyFormat.exitCode(invocation, outcomes)
        .orElse(same ? ExitCode.OK : ExitCode.DIFFERENCES)
        .code();
  }
}
