package dev.orch.cli.plugin;

import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;

/** A plug-in's tree whose defects are failures to read. */
final class GuardedTree implements SourceTree, AutoCloseable {
  private final String jar;
  private final String location;
  private final SourceTree tree;
  private final ClassLoader loader;

  GuardedTree(String jar, String location, SourceTree tree) {
    this.jar = jar;
    this.location = location;
    this.tree = tree;
    this.loader = tree.getClass().getClassLoader();
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public Listing list(Predicate<String> enter) throws IOException, InterruptedException {
    try {
      return Foreign.<Listing, IOException, InterruptedException>call(
          loader, () -> tree.list(enter));
    } catch (RuntimeException | LinkageError e) {
      throw failed(e);
    }
  }

  @Override
  public InputStream open(SourceFile file) throws IOException {
    try {
      return Foreign.<InputStream, IOException, IOException>call(loader, () -> tree.open(file));
    } catch (RuntimeException | LinkageError e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    Foreign.close(jar, tree);
  }

  private IOException failed(Throwable failure) {
    return new IOException("the plug-in " + jar + " failed: " + Foreign.describe(failure), failure);
  }
}
