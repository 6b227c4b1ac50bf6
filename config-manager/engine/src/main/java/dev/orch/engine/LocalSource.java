package dev.orch.engine;

import dev.orch.model.Digest;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;

/** Desires one tree, always: a local directory, with no store behind it. */
public final class LocalSource implements DesiredSource {
  private final FileTree tree;

  public LocalSource(FileTree tree) {
    this.tree = tree;
  }

  @Override
  public DesiredState look() {
    return new Local(tree);
  }

  private record Local(FileTree tree) implements DesiredState.Present {
    @Override
    public long revision() {
      return 0;
    }

    @Override
    public Digest digest() {
      return tree.manifest().digest();
    }

    @Override
    public FileTree open(Manifest like) {
      return tree;
    }
  }
}
