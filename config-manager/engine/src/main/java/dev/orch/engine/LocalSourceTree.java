package dev.orch.engine;

import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A directory of the local file system. */
public final class LocalSourceTree implements SourceTree {
  private final Path root;

  /** Links to the root resolved, as they were when it was listed. */
  private volatile @Nullable Path realRoot;

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
    if (!Files.isDirectory(root)) {
      if (Files.exists(root)) {
        throw new NotDirectoryException(root.toString());
      }
      throw new NoSuchFileException(root.toString());
    }
    Path real = root.toRealPath();
    realRoot = real;
    return new SourceWalk(real, enter).walk();
  }

  @Override
  public InputStream open(SourceFile file) throws IOException {
    Path listed = realRoot;
    Path top = listed == null ? root.toRealPath() : listed;
    Path real = top.resolve(file.path()).toRealPath();
    if (!real.startsWith(top)) {
      throw new IOException(file.path() + ": leads out of the tree by now");
    }
    return Files.newInputStream(real);
  }
}
