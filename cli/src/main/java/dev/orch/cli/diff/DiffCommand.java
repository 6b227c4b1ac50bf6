package dev.orch.cli.diff;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.RevisionOption;
import dev.orch.cli.option.RevisionState;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Pager;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.store.Store;
import dev.orch.publisher.plan.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orch diff}. */
@Command(
    name = "diff",
    description =
        "Shows what differs between two revisions, or between one and what is live. Exit"
            + " code 1 when anything differs, 0 when nothing does.",
    footer = {
      "",
      "Examples:",
      "  orch diff 11 12 --project weather",
      "  orch diff 11 --project weather --component file-mgr       against what is live",
      "  orch diff 11 12 --project weather --summary"
    })
public final class DiffCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(index = "0", paramLabel = "R1", description = "The revision to compare from.")
  long from;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "R2",
      description = "The revision to compare with; what is live unless given.")
  @Nullable Long to;

  @Option(
      names = {"-c", "--component"},
      paramLabel = "NAME",
      description = "Only this component; may be given several times.")
  List<ComponentName> components = new ArrayList<>();

  @Option(names = "--summary", description = "Only say which files differ, and their sizes.")
  boolean summary;

  @Mixin ProjectOption project = new ProjectOption();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public DiffCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    try (Store connected = store.connect(settings)) {
      RevisionStore revisions = connected.revisions();
      RevisionState before = RevisionOption.state(revisions, name, from);
      RevisionState after = RevisionOption.state(revisions, name, to);
      Plan plan = Comparison.of(revisions, name, before, after, components);
      if (output.json()) {
        JsonWriter.object(invocation.out(), json -> write(json, plan, after));
      } else {
        Pager.page(invocation, common.pages(), out -> print(out, plan));
      }
      return (plan.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENCES).code();
    }
  }

  private void print(Output out, Plan plan) throws IOException, InterruptedException {
    if (summary) {
      PlanFormat.changes(out, plan);
      return;
    }
    // What no file shows: components that come and go, and how they are applied.
    PlanFormat.fates(out, plan);
    DiffFormat.print(out, plan, common.colour(invocation));
  }

  private static void write(JsonWriter json, Plan plan, RevisionState after) {
    json.member("project", plan.project().value())
        .member("from", plan.baseRevision())
        .member("to", after.number())
        .member("differs", !plan.isEmpty());
    PlanFormat.writeComponents(json, plan);
  }
}
