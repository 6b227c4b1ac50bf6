package dev.orch.cli.tree;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.RevisionOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Pager;
import dev.orch.cli.output.Table;
import dev.orch.model.ProjectName;
import dev.orch.model.Quoted;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.Manifest;
import dev.orch.model.layer.LayerName;
import dev.orch.model.settings.ByteSize;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code orch ls}. */
@Command(
    name = "ls",
    description = "Lists the published files, of one component or of all.",
    footer = {
      "",
      "Examples:",
      "  orch ls --project weather",
      "  orch ls file-mgr/policy --project weather --revision 3",
      "  orch ls file-mgr --project weather -o json"
    })
public final class ListCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(
      arity = "0..1",
      paramLabel = "COMPONENT[/PATH]",
      description = "Only what is there; everything unless given.")
  @Nullable String place;

  @Mixin RevisionOption revision = new RevisionOption();
  @Mixin ProjectOption project = new ProjectOption();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public ListCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  private record Row(LayerName component, FileEntry file) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Selection selection = Selection.of(place);
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    List<Row> rows = new ArrayList<>();
    try (Store connected = store.connect(settings)) {
      SortedMap<LayerName, Manifest> manifests =
          selection.manifests(
              connected.revisions(), name, revision.state(connected.revisions(), name));
      manifests.forEach(
          (component, manifest) ->
              selection.files(manifest).forEach(file -> rows.add(new Row(component, file))));
    }
    if (rows.isEmpty() && !selection.path().isEmpty()) {
      throw new UsageException(
          "there is nothing at " + Quoted.of(String.valueOf(place)),
          "See what there is: orch ls " + selection.layer() + " --project " + name);
    }
    if (output.json()) {
      JsonWriter.list(invocation.out(), rows, ListCommand::write);
    } else if (!rows.isEmpty()) {
      Pager.page(invocation, common.pages(), table(rows)::print);
    }
    return ExitCode.OK.code();
  }

  private static Table table(List<Row> rows) {
    Table table = Table.of("MODE", "SIZE>", "SHA-256", "FILE");
    for (Row row : rows) {
      FileEntry file = row.file();
      table.row(
          file.executable() ? "x" : "-",
          ByteSize.format(file.size()),
          file.digest().abbreviated(),
          row.component() + "/" + file.path());
    }
    return table;
  }

  private static void write(JsonWriter json, Row row) {
    json.member("component", row.component().value())
        .member("path", row.file().path().value())
        .member("kind", CanonicalName.of(row.file().kind()))
        .member("size", row.file().size())
        .member("sha256", row.file().digest().hex())
        .member("executable", row.file().executable());
  }
}
