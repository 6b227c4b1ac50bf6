package dev.orch.cli.tree;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.RevisionOption;
import dev.orch.cli.option.RevisionState;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Pager;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.Manifest;
import dev.orch.model.layer.LayerName;
import dev.orch.model.settings.ByteSize;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code orch tree}. */
@Command(
    name = "tree",
    description = "Draws the published files of a project, or of one component.",
    footer = {
      "",
      "Examples:",
      "  orch tree --project weather",
      "  orch tree file-mgr --project weather --revision 3"
    })
public final class TreeCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(
      arity = "0..1",
      paramLabel = "COMPONENT[/PATH]",
      description = "Only what is there; everything unless given.")
  @Nullable String place;

  @Mixin RevisionOption revision = new RevisionOption();
  @Mixin ProjectOption project = new ProjectOption();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin CommonOptions common = new CommonOptions();

  public TreeCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Selection selection = Selection.of(place);
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    try (Store connected = store.connect(settings)) {
      RevisionState state = revision.state(connected.revisions(), name);
      SortedMap<LayerName, Manifest> manifests =
          selection.manifests(connected.revisions(), name, state);
      Pager.page(
          invocation,
          common.pages(),
          out -> print(out, name + ", revision " + state.number(), selection, manifests));
    }
    return ExitCode.OK.code();
  }

  private static void print(
      Output out, String title, Selection selection, SortedMap<LayerName, Manifest> manifests) {
    TreeDrawing drawing = new TreeDrawing();
    int files = 0;
    long bytes = 0;
    for (var component : manifests.entrySet()) {
      for (FileEntry file : selection.files(component.getValue())) {
        drawing.add(
            component.getKey() + "/" + file.path(),
            ByteSize.format(file.size()) + (file.executable() ? ", executable" : ""));
        files++;
        bytes += file.size();
      }
    }
    drawing.print(out, title);
    out.line("");
    out.line(manifests.size() + " components, " + files + " files, " + ByteSize.format(bytes));
  }
}
