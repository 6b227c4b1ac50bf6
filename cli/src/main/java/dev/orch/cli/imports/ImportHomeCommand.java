package dev.orch.cli.imports;

import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.output.Messages;
import dev.orch.cli.output.ProgressLine;
import dev.orch.cli.tree.ExportDirectory;
import dev.orch.engine.LocalSourceTree;
import dev.orch.model.ComponentName;
import dev.orch.model.ProgressCounter;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.Glob;
import dev.orch.model.settings.ByteSize;
import dev.orch.publisher.scan.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orch import home}. */
@Command(
    name = "home",
    description =
        "Copies the configuration of an installed component into a desired tree, checked"
            + " as a publish checks it. Without --like everything is taken but logs, process"
            + " ids, locks, temporary files and jars.",
    footer = {
      "",
      "Examples:",
      "  orch import home /opt/filemgr --to weather/file-mgr",
      "  orch import home /opt/filemgr --like 'etc/**' --like 'policy/**' --to"
          + " weather/file-mgr",
      "",
      "Then: orch publish weather, and orch agent --adopt --home /opt/filemgr takes"
          + " the files over where they are."
    })
final class ImportHomeCommand implements Callable<Integer> {
  private static final int LISTED = 10;

  private final Invocation invocation;

  @Parameters(paramLabel = "HOME", description = "The directory that the component runs in.")
  Path home = Path.of("");

  @Option(
      names = "--like",
      paramLabel = "PATTERN",
      description = "Only files whose path below HOME matches; may be given several times.")
  List<Glob> like = new ArrayList<>();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TREE/COMPONENT",
      description = "The component's directory in the desired tree; it must not exist yet.")
  Path to = Path.of("");

  @Mixin CommonOptions common = new CommonOptions();

  ImportHomeCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path target = to.toAbsolutePath().normalize();
    ComponentName component = component(target);
    SelectedFiles selected = new SelectedFiles(new LocalSourceTree(home), like);
    try (TreeScanner scanner = new TreeScanner(TreeScanner.DEFAULT_MAX_FILE_SIZE)) {
      FileTree tree = scanner.scanComponent(selected);
      int files = tree.manifest().files().size();
      if (files == 0) {
        throw new UsageException(
            "no file of " + home + " was chosen", "Name some with --like, as in: --like 'etc/**'");
      }
      try (ProgressLine progress = ProgressLine.start(invocation, "importing " + home)) {
        ExportDirectory.within(target.resolveSibling(""))
            .write(
                component, tree, new ProgressCounter(progress, files, tree.manifest().totalSize()));
      }
      Messages messages = invocation.messages();
      listLeftOut(messages, selected.leftOut());
      messages.line(
          "orch: %s has %d files of %s, %s"
              .formatted(to, files, home, ByteSize.format(tree.manifest().totalSize())));
      messages.line("orch: See what publishing it would do: orch plan " + tree(to));
    }
    return ExitCode.OK.code();
  }

  /** One by one only where we chose. */
  private void listLeftOut(Messages messages, List<String> left) {
    int listed = like.isEmpty() ? Math.min(LISTED, left.size()) : 0;
    left.subList(0, listed).forEach(path -> messages.line("orch: left out: " + path));
    if (left.size() > listed) {
      messages.line(
          "orch: left out: %d %s".formatted(left.size() - listed, listed == 0 ? "files" : "more"));
    }
  }

  private static ComponentName component(Path target) {
    String name = Optional.ofNullable(target.getFileName()).map(Path::toString).orElse("");
    Optional<String> wrong = ComponentName.problem(name);
    if (wrong.isPresent()) {
      throw new UsageException("--to: " + wrong.get(), "Give --to TREE/COMPONENT.");
    }
    return new ComponentName(name);
  }

  private static Path tree(Path to) {
    return Optional.ofNullable(to.getParent()).orElse(Path.of("."));
  }
}
