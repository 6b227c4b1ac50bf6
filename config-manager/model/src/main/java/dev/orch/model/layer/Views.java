package dev.orch.model.layer;

import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.RevisionStore;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds out what instances are to run. A component without layers costs nothing to look at; of one
 * with layers, the manifests of those that someone sees are read, once for as long as they are
 * live.
 *
 * <p>Used by one thread at a time.
 */
public final class Views {
  private final RevisionStore store;
  private final ProjectName project;
  private final Map<ComponentHead, FileTree> opened = new HashMap<>();
  private final Map<Map<LayerName, ComponentHead>, View> known = new HashMap<>();

  /** Of this project. */
  public Views(RevisionStore store, ProjectName project) {
    this.store = store;
    this.project = project;
  }

  /**
   * What is seen from there of all components of a revision; nothing if the revision does not have
   * the component.
   *
   * @throws dev.orch.model.CorruptDataException when what is stored is not what head says
   * @throws dev.orch.model.StoreUnavailableException when the store is out of reach
   */
  public Optional<View> of(SortedMap<LayerName, ComponentHead> revision, Viewpoint viewpoint)
      throws InterruptedException {
    LayerName own = LayerName.of(viewpoint.component());
    ComponentHead state = revision.get(own);
    if (state == null) {
      return Optional.empty();
    }
    SortedMap<LayerName, ComponentHead> seen = new TreeMap<>(revision);
    seen.keySet().removeIf(layer -> !viewpoint.sees(layer));
    if (seen.size() == 1) {
      return Optional.of(new View.Plain(store, project, own, state));
    }
    forgetAllBut(revision);
    View view = known.get(seen);
    if (view == null) {
      view = layered(viewpoint, seen, state);
      known.put(seen, view);
    }
    return Optional.of(view);
  }

  private View layered(
      Viewpoint viewpoint, SortedMap<LayerName, ComponentHead> seen, ComponentHead own)
      throws InterruptedException {
    List<String> precedence = open(own).manifest().spec().labels();
    List<LayerName> order = viewpoint.order(seen.keySet(), precedence);
    Map<LayerName, FileTree> trees = new LinkedHashMap<>();
    for (LayerName layer : order) {
      ComponentHead state = seen.get(layer);
      if (state != null) {
        trees.put(layer, open(state));
      }
    }
    return new View.Layered(order, LayeredTree.of(trees));
  }

  private FileTree open(ComponentHead state) throws InterruptedException {
    FileTree tree = opened.get(state);
    if (tree == null) {
      tree = store.open(project, state);
      opened.put(state, tree);
    }
    return tree;
  }

  private void forgetAllBut(SortedMap<LayerName, ComponentHead> revision) {
    opened.keySet().retainAll(revision.values());
    known.keySet().removeIf(layers -> !revision.values().containsAll(layers.values()));
  }
}
