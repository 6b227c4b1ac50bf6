package dev.orch.cli.imports;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.ProgressLine;
import dev.orch.cli.tree.ExportDirectory;
import dev.orch.model.ComponentName;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.ProgressCounter;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.settings.ByteSize;
import dev.orch.model.store.StoreSettings;
import dev.orch.zookeeper.oodt.OodtStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orch import oodt}. */
@Command(
    name = "oodt",
    description =
        "Writes what Apache OODT's distributed configuration keeps in ZooKeeper as"
            + " desired trees, a directory for each project. Changes nothing in ZooKeeper.",
    footer = {
      "",
      "Examples:",
      "  orch import oodt --zk zk1:2181,zk2:2181 --to ./projects",
      "  orch import oodt --zk zk1:2181 --from weather --to ./projects"
    })
final class ImportOodtCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "Gets a directory for each project; empty, or not there yet.")
  Path to = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "PROJECT",
      description = "Only this project of OODT's; may be given several times.")
  List<String> from = new ArrayList<>();

  @Mixin StoreOptions store = new StoreOptions();
  @Mixin CommonOptions common = new CommonOptions();

  ImportOodtCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    StoreSettings settings = store.resolve(CliSettings.of(invocation));
    try (OodtStore oodt = OodtStore.open(settings)) {
      oodt.awaitConnected(settings.connectTimeout());
      Map<String, SortedMap<ComponentName, FileTree>> projects = read(oodt, wanted(oodt));
      ExportDirectory.prepare(to);
      for (Map.Entry<String, SortedMap<ComponentName, FileTree>> project : projects.entrySet()) {
        write(project.getKey(), project.getValue());
      }
    }
    invocation
        .messages()
        .line("orch: See what publishing them would do: orch plan " + to + " --all-projects");
    return ExitCode.OK.code();
  }

  private List<String> wanted(OodtStore oodt) throws InterruptedException {
    List<String> all = oodt.projects();
    if (all.isEmpty()) {
      throw new UsageException(
          "there is no project of OODT's in this ZooKeeper",
          "Projects are looked for below /oodt/projects, or below CHROOT/oodt/projects if --zk ends"
              + " in /CHROOT.");
    }
    for (String name : from) {
      if (!all.contains(name)) {
        throw new UsageException(
            "OODT has no project " + name, "There is: " + String.join(", ", all));
      }
    }
    return from.isEmpty() ? all : from;
  }

  /** All of them before anything is written, and what is wrong with any of them at once. */
  private static Map<String, SortedMap<ComponentName, FileTree>> read(
      OodtStore oodt, List<String> names) throws InterruptedException {
    Map<String, SortedMap<ComponentName, FileTree>> projects = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    for (String name : names) {
      try {
        projects.put(name, oodt.components(name));
      } catch (InvalidInputException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException("OODT holds what orch could not publish", problems);
    }
    return projects;
  }

  private void write(String project, SortedMap<ComponentName, FileTree> components)
      throws IOException, InterruptedException {
    ExportDirectory tree = ExportDirectory.within(Files.createDirectory(to.resolve(project)));
    for (Map.Entry<ComponentName, FileTree> component : components.entrySet()) {
      FileTree files = component.getValue();
      Manifest manifest = files.manifest();
      try (ProgressLine progress = ProgressLine.start(invocation, "importing " + project)) {
        tree.write(
            component.getKey(),
            files,
            new ProgressCounter(progress, manifest.files().size(), manifest.totalSize()));
      }
      invocation
          .messages()
          .line(
              "orch: %s/%s: %d files, %s"
                  .formatted(
                      project,
                      component.getKey(),
                      manifest.files().size(),
                      ByteSize.format(manifest.totalSize())));
    }
  }
}
