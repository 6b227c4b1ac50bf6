package dev.orch.model.layer;

import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.RevisionStore;
import java.util.Map;

/** What an instance is to run of a component. */
public sealed interface View {
  /** Of all files together, and of how they are applied. */
  Digest digest();

  /**
   * The layers that it is made of, from the lowest to the highest.
   *
   * @throws dev.orch.model.CorruptDataException when what is stored is not what head says
   */
  Map<LayerName, FileTree> layers() throws InterruptedException;

  /**
   * Opens the files.
   *
   * @throws dev.orch.model.CorruptDataException when what is stored is not what head says
   */
  default FileTree open() throws InterruptedException {
    return open(Manifest.EMPTY);
  }

  /**
   * The same, beside a manifest that is at hand and may have much of the same.
   *
   * @throws dev.orch.model.CorruptDataException when what is stored is not what head says
   */
  FileTree open(Manifest like) throws InterruptedException;

  /** The component itself, which nothing lies over or under. */
  record Plain(RevisionStore store, ProjectName project, LayerName layer, ComponentHead state)
      implements View {
    @Override
    public Digest digest() {
      return state.digest();
    }

    @Override
    public Map<LayerName, FileTree> layers() throws InterruptedException {
      return Map.of(layer, open());
    }

    @Override
    public FileTree open(Manifest like) throws InterruptedException {
      return store.open(project, state, like);
    }
  }

  /** Several layers. */
  record Layered(LayeredTree tree) implements View {
    @Override
    public Map<LayerName, FileTree> layers() {
      return tree.layers();
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
