package dev.orch.cli.history;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.Known;
import dev.orch.cli.option.LayerPath;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.RevisionOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.Quoted;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code orch cat}. */
@Command(
    name = "cat",
    description = "Prints a published file, byte for byte.",
    footer = {
      "",
      "Examples:",
      "  orch cat file-mgr/etc/filemgr.properties --project weather",
      "  orch cat file-mgr/bin/serve.sh --project weather --revision 3 > serve.sh"
    })
public final class CatCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(
      paramLabel = "COMPONENT/PATH",
      description = "The component, and the file's path below its home.")
  String file = "";

  @Mixin RevisionOption revision = new RevisionOption();
  @Mixin ProjectOption project = new ProjectOption();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin CommonOptions common = new CommonOptions();

  public CatCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    LayerPath named = LayerPath.parse(file);
    if (named.path().isEmpty()) {
      throw new UsageException(
          "expected COMPONENT/PATH, found " + Quoted.of(file),
          "For example: orch cat file-mgr/etc/filemgr.properties");
    }
    ConfigPath path = path(named.path());
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    try (Store connected = store.connect(settings)) {
      RevisionStore revisions = connected.revisions();
      ComponentHead state = revision.state(revisions, name).component(named.layer());
      byte[] content = content(revisions.open(name, state), path);
      invocation.out().bytes().write(content);
    }
    return ExitCode.OK.code();
  }

  private static ConfigPath path(String path) {
    try {
      return new ConfigPath(path);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), "See: orch cat --help", e);
    }
  }

  /** All of it, checked, before the first byte is printed: what is printed is right. */
  private static byte[] content(FileTree tree, ConfigPath path)
      throws IOException, InterruptedException {
    FileEntry entry = Known.of("file", path, tree.manifest().files());
    byte[][] content = new byte[1][];
    tree.read(List.of(entry), (file, stream) -> content[0] = read(file, stream));
    byte[] bytes = content[0];
    if (bytes == null) {
      throw new CorruptDataException(path.value(), "expected its bytes, found none", null);
    }
    return bytes;
  }

  private static byte[] read(FileEntry file, InputStream stream) throws IOException {
    byte[] bytes = stream.readAllBytes();
    Digest found = Digest.of(bytes);
    if (!found.equals(file.digest())) {
      throw new CorruptDataException(
          file.path().value(), "expected SHA-256 " + file.digest() + ", found " + found, null);
    }
    return bytes;
  }
}
