package dev.orch.engine;

import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Predicate;

/** A directory of the local file system. */
public final class LocalSourceTree implements SourceTree {
  private final Path root;

  /** The directory need not exist until it is listed. */
  public LocalSourceTree(Path root) {
    this.root = root;
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public Listing list(Predicate<String> enter) throws IOException {
    return Unbuilt.yet();
  }

  @Override
  public InputStream open(SourceFile file) throws IOException {
    return Unbuilt.yet();
  }
}
