package dev.orch.cli.history;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.Known;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orch history}. */
@Command(
    name = "history",
    description = "Lists the revisions of a project that are kept, newest first.",
    footer = {
      "",
      "Examples:",
      "  orch history --project weather",
      "  orch history --project weather --limit 1 -o json",
      "  orch history --project weather --publish-id 3fa9c1e2      was it committed?"
    })
public final class HistoryCommand implements Callable<Integer> {
  private static final int DEFAULT_LIMIT = 20;

  private final Invocation invocation;

  @Mixin ProjectOption project = new ProjectOption();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "At most so many; 20 unless set.")
  int limit = DEFAULT_LIMIT;

  @Option(
      names = "--publish-id",
      paramLabel = "ID",
      description =
          "Say whether this publish was committed. If it was not, it cannot be any more"
              + " after this: the project's lock is taken to make sure.")
  @Nullable String publishId;

  public HistoryCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (limit < 1) {
      throw new UsageException("--limit: expected 1 or more, found " + limit, "Give a number.");
    }
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    try (Store connected = store.connect(settings)) {
      if (publishId != null) {
        print(find(connected, name, settings, publishId).stream().toList());
      } else {
        Known.project(connected.revisions(), name);
        print(connected.revisions().history(name, limit));
      }
    }
    return ExitCode.OK.code();
  }

  private Optional<RevisionInfo> find(
      Store connected, ProjectName name, CliSettings settings, String id)
      throws InterruptedException {
    PublishVerdict verdict = PublishVerdict.of(connected.revisions(), name, id, settings);
    invocation.messages().line("orch: " + verdict.explanation());
    return verdict.committed();
  }

  private void print(List<RevisionInfo> revisions) {
    if (output.json()) {
      RevisionFormat.json(invocation.out(), revisions);
    } else if (!revisions.isEmpty()) {
      RevisionFormat.table(invocation.out(), revisions);
    }
  }
}
