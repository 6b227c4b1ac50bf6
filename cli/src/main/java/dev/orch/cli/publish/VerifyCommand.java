package dev.orch.cli.publish;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.oozie.AstrayJobs;
import dev.orch.cli.oozie.OozieOption;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.ProgressLine;
import dev.orch.model.ProjectName;
import dev.orch.model.store.Store;
import dev.orch.publisher.Publisher;
import dev.orch.publisher.PublisherSettings;
import dev.orch.publisher.projects.AllProjects;
import dev.orch.publisher.projects.ProjectOutcome;
import dev.orch.publisher.scan.DesiredTree;
import dev.orch.publisher.verify.VerifyReport;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orch verify}. */
@Command(
    name = "verify",
    description =
        "Compares a desired tree with what is published, in both directions; the"
            + " published bytes with their checksums; and what is published with what every"
            + " instance applied; of Oozie jobs, what Oozie has. Writes nothing. Exit code 1 and a list when anything"
            + " differs, 0 when nothing does.",
    footer = {
      "",
      "Examples:",
      "  orch verify weather --project weather",
      "  orch verify . --all-projects"
    })
public final class VerifyCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin TreeOptions tree = new TreeOptions();
  @Mixin OozieOption oozie = new OozieOption();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public VerifyCommand(Invocation invocation) {
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
        (connected, publisher, project, desired) ->
            one(settings, connected, publisher, project, desired),
        (connected, publisher, projects) -> many(publisher, projects));
  }

  private int one(
      CliSettings settings,
      Store connected,
      Publisher publisher,
      ProjectName project,
      DesiredTree desired)
      throws IOException, InterruptedException {
    VerifyReport report = verify(publisher, project, desired);
    AstrayJobs jobs =
        AstrayJobs.of(
            desired.components(), connected, project, settings, oozie.url(settings), invocation);
    boolean inSync = report.inSync() && jobs.isEmpty();
    if (output.json()) {
      JsonWriter.object(
          invocation.out(),
          json -> {
            VerifyFormat.write(json, report, inSync);
            jobs.write(json);
          });
    } else {
      VerifyFormat.text(invocation.out(), report);
      jobs.print(invocation.out());
    }
    return (inSync ? ExitCode.OK : ExitCode.DIFFERENCES).code();
  }

  private VerifyReport verify(Publisher publisher, ProjectName project, DesiredTree desired)
      throws InterruptedException {
    try (ProgressLine progress =
        ProgressLine.start(invocation, "checking what is published of " + project)) {
      return publisher.verify(project, desired, progress);
    }
  }

  private int many(Publisher publisher, AllProjects projects) throws InterruptedException {
    List<ProjectOutcome<VerifyReport>> outcomes =
        projects.forEach((name, desired) -> verify(publisher, name, desired));
    ManyFormat.verdicts(invocation, outcomes, output.json());
    boolean inSync =
        outcomes.stream().allMatch(it -> it.result().map(VerifyReport::inSync).orElse(true));
    return ManyFormat.exitCode(invocation, outcomes)
        .orElse(inSync ? ExitCode.OK : ExitCode.DIFFERENCES)
        .code();
  }
}
