package dev.orch.cli.tree;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.RevisionOption;
import dev.orch.cli.option.RevisionState;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.ProgressLine;
import dev.orch.model.ComponentName;
import dev.orch.model.ProgressCounter;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.settings.ByteSize;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orch export}. */
@Command(
    name = "export",
    description =
        "Writes a revision to an empty directory, as a desired tree that can be"
            + " published again. How each component is applied becomes a component.yaml;"
            + " comments are stored nowhere.",
    footer = {
      "",
      "Examples:",
      "  orch export /tmp/weather --project weather",
      "  orch export /tmp/then --project weather --revision 3 --component file-mgr"
    })
public final class ExportCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(paramLabel = "DIR", description = "Empty, or not there yet.")
  Path directory = Path.of("");

  @Option(
      names = {"-c", "--component"},
      paramLabel = "NAME",
      description = "Only this component; may be given several times.")
  List<ComponentName> components = new ArrayList<>();

  @Mixin RevisionOption revision = new RevisionOption();
  @Mixin ProjectOption project = new ProjectOption();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin CommonOptions common = new CommonOptions();

  public ExportCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    try (Store connected = store.connect(settings)) {
      RevisionState state = revision.state(connected.revisions(), name);
      components.forEach(component -> state.component(LayerName.of(component)));
      List<LayerName> wanted =
          state.layers(null).stream()
              .filter(layer -> components.isEmpty() || components.contains(layer.component()))
              .toList();
      ExportDirectory target = ExportDirectory.prepare(directory);
      SortedMap<LayerName, FileTree> trees = new TreeMap<>();
      int files = 0;
      long bytes = 0;
      for (LayerName component : wanted) {
        FileTree tree = connected.revisions().open(name, state.component(component));
        trees.put(component, tree);
        files += tree.manifest().files().size();
        bytes += tree.manifest().totalSize();
      }
      try (ProgressLine progress = ProgressLine.start(invocation, "exporting " + name)) {
        ProgressCounter counter = new ProgressCounter(progress, files, bytes);
        target.write(trees, counter);
      }
      invocation
          .messages()
          .line(
              String.format(
                  "orch: revision %d of %s is in %s: %d components, %d files, %s",
                  state.number(), name, directory, wanted.size(), files, ByteSize.format(bytes)));
    }
    return ExitCode.OK.code();
  }
}
