package dev.orch.model.layer;

import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.RevisionStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Finds out what instances are to run. A component without layers costs nothing to look at; of one
 * with layers, the manifests of those that someone sees are read, and kept while they are looked at
 * again and again.
 *
 * <p>Used by one thread at a time.
 */
public final class Views {
  /** A few states, as a rollout has them, in a few layers each. */
  private static final int MAX_KEPT = 32;

  private final RevisionStore store;
  private final ProjectName project;
  private final Map<ComponentHead, FileTree> opened = new Recent<>();
  private final Map<SortedMap<LayerName, ComponentHead>, View> known = new Recent<>();

  /** Of this project. */
  public Views(RevisionStore store, ProjectName project) {
    this.store = store;
    this.project = project;
  }

  /** Forgets what was not asked for the longest. */
  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    Recent() {
      super(MAX_KEPT, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > MAX_KEPT;
    }
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
    Optional<ComponentState> state = ComponentState.of(revision, viewpoint.component());
    return state.isEmpty() ? Optional.empty() : Optional.of(of(state.get(), viewpoint));
  }

  /**
   * What is seen from there of a component.
   *
   * @throws dev.orch.model.CorruptDataException when what is stored is not what head says
   * @throws dev.orch.model.StoreUnavailableException when the store is out of reach
   */
  public View of(ComponentState state, Viewpoint viewpoint) throws InterruptedException {
    SortedMap<LayerName, ComponentHead> seen = state.seenFrom(viewpoint);
    if (seen.size() == 1) {
      return new View.Plain(store, project, LayerName.of(viewpoint.component()), state.own());
    }
    View view = known.get(seen);
    if (view == null) {
      view = layered(viewpoint, seen, state.own());
      known.put(seen, view);
    }
    return view;
  }

  private View layered(
      Viewpoint viewpoint, SortedMap<LayerName, ComponentHead> seen, ComponentHead own)
      throws InterruptedException {
    List<String> precedence = open(own).manifest().spec().labels();
    Map<LayerName, FileTree> trees = new LinkedHashMap<>();
    for (LayerName layer : viewpoint.order(seen.keySet(), precedence)) {
      ComponentHead state = seen.get(layer);
      if (state != null) {
        trees.put(layer, open(state));
      }
    }
    return new View.Layered(LayeredTree.of(trees));
  }

  private FileTree open(ComponentHead state) throws InterruptedException {
    FileTree tree = opened.get(state);
    if (tree == null) {
      tree = store.open(project, state);
      opened.put(state, tree);
    }
    return tree;
  }
}
