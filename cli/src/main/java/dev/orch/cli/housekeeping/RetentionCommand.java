package dev.orch.cli.housekeeping;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.Known;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.JsonWriter;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.ProjectSettings;
import dev.orch.model.store.Store;
import dev.orch.publisher.housekeeping.Housekeeping;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orch retention}. */
@Command(
    name = "retention",
    description =
        "Shows or sets how many revisions of a project are kept, the live one included."
            + " What is set goes for every publisher of the project that is not told otherwise"
            + " (publish.retention); it takes effect with the next publish, or at once with:"
            + " orch prune",
    footer = {
      "",
      "Examples:",
      "  orch retention --project weather                  how many are kept",
      "  orch retention --project weather --revisions 20",
      "  orch retention --project weather --unset          as each publisher is told," + " or 50"
    })
public final class RetentionCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin ProjectOption project = new ProjectOption();

  @Option(
      names = "--revisions",
      paramLabel = "N",
      description = "Keep the newest N, 1 to " + ProjectSettings.MAX_RETENTION + ".")
  @Nullable Integer revisions;

  @Option(names = "--unset", description = "Leave it to each publisher again.")
  boolean unset;

  @Mixin WriterOptions writer = new WriterOptions();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public RetentionCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireLegal();
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    try (Store connected = store.connect(settings)) {
      Known.project(connected.revisions(), name);
      Housekeeping housekeeping = writer.housekeeping(connected, settings, null);
      if (revisions != null || unset) {
        housekeeping.retain(name, revisions);
      }
      print(name, connected.revisions().settings(name), housekeeping.keeps(name));
    }
    return ExitCode.OK.code();
  }

  private void requireLegal() {
    if (revisions != null && unset) {
      throw new UsageException("--revisions and --unset exclude each other", "Give one of them.");
    }
    if (revisions != null && (revisions < 1 || revisions > ProjectSettings.MAX_RETENTION)) {
      throw new UsageException(
          "--revisions: expected 1 to " + ProjectSettings.MAX_RETENTION + ", found " + revisions,
          "Give a number of revisions; the live one counts.");
    }
  }

  private void print(ProjectName name, ProjectSettings set, int effective) {
    Integer retention = set.retention();
    if (output.json()) {
      JsonWriter.object(
          invocation.out(),
          json ->
              json.member("project", name.value())
                  .optional("set", retention == null ? null : retention.longValue())
                  .member("keeps", effective));
      return;
    }
    String where =
        retention == null
            ? "nothing is set for the project"
            : retention == effective
                ? "set for the project"
                : "set here by publish.retention; for the project " + retention + " is set";
    invocation.out().line(name + ": keeps " + effective + " revisions (" + where + ")");
  }
}
