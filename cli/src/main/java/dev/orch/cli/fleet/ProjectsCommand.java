package dev.orch.cli.fleet;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Table;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orch projects}. */
@Command(
    name = "projects",
    description = "Lists all projects, with what is live in them.",
    footer = {"", "Examples:", "  orch projects", "  orch projects -o json"})
public final class ProjectsCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public ProjectsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    SortedMap<ProjectName, Head> heads;
    try (Store connected = store.connect(CliSettings.of(invocation))) {
      heads = heads(connected.revisions());
    }
    if (output.json()) {
      JsonWriter.list(
          invocation.out(),
          heads.entrySet(),
          (json, entry) ->
              json.member("project", entry.getKey().value())
                  .member("projectId", entry.getValue().projectId())
                  .member("revision", entry.getValue().revision())
                  .member("cleared", entry.getValue().cleared())
                  .texts("components", names(entry.getValue())));
    } else if (heads.isEmpty()) {
      invocation.messages().line("orch: there is no project yet");
    } else {
      Table table = Table.of("PROJECT", "REVISION>", "COMPONENTS");
      heads.forEach(
          (project, head) ->
              table.row(
                  project,
                  head.revision(),
                  head.cleared() ? "(cleared)" : String.join(", ", names(head))));
      table.print(invocation.out());
    }
    return ExitCode.OK.code();
  }

  private static List<String> names(Head head) {
    return head.componentNames().stream().map(ComponentName::value).toList();
  }

  private static SortedMap<ProjectName, Head> heads(RevisionStore revisions)
      throws InterruptedException {
    SortedMap<ProjectName, Head> heads = new TreeMap<>();
    for (ProjectName project : revisions.projects()) {
      // One that was made but never published in has no head worth listing.
      revisions.head(project).ifPresent(head -> heads.put(project, head));
    }
    return heads;
  }
}
