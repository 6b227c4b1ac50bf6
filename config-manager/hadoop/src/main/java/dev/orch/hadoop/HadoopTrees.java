package dev.orch.hadoop;

import dev.orch.model.settings.Settings;
import dev.orch.model.source.RemoteTrees;
import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.function.Predicate;

/** Trees on every file system that Hadoop knows. */
public final class HadoopTrees implements RemoteTrees {
  /** Called by {@link java.util.ServiceLoader}. */
  public HadoopTrees() {}

  @Override
  public SourceTree open(URI location, Settings settings) throws IOException {
    HadoopFileSystems fileSystems = HadoopFileSystems.open(HadoopSettings.of(settings));
    try {
      return new Owning(fileSystems.directory(location).tree(), fileSystems);
    } catch (IOException | RuntimeException e) {
      fileSystems.close();
      throw e;
    }
  }

  /** A tree with what it was opened from. */
  private record Owning(SourceTree tree, HadoopFileSystems fileSystems)
      implements SourceTree, AutoCloseable {
    @Override
    public String location() {
      return tree.location();
    }

    @Override
    public Listing list(Predicate<String> enter) throws IOException, InterruptedException {
      return tree.list(enter);
    }

    @Override
    public InputStream open(SourceFile file) throws IOException {
      return tree.open(file);
    }

    @Override
    public void close() throws IOException {
      fileSystems.close();
    }
  }
}
