package dev.orch.publisher.plan;

import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.WriteSession;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All components in one state; a component's manifest is not read before it is asked for. */
public final class ComponentStates {
  private final SortedMap<LayerName, Digest> digests;
  private final Opener opener;

  private ComponentStates(SortedMap<LayerName, Digest> digests, Opener opener) {
    this.digests = Collections.unmodifiableSortedMap(digests);
    this.opener = opener;
  }

  @FunctionalInterface
  private interface Opener {
    FileTree open(LayerName component, Manifest like) throws InterruptedException;
  }

  /** Trees that are at hand. */
  public static ComponentStates of(SortedMap<LayerName, FileTree> trees) {
    SortedMap<LayerName, Digest> digests = new TreeMap<>();
    trees.forEach((name, tree) -> digests.put(name, tree.manifest().digest()));
    return new ComponentStates(digests, (name, like) -> named(name, trees));
  }

  /** As a head or a revision of the store names them. */
  public static ComponentStates of(
      RevisionStore store, ProjectName project, SortedMap<LayerName, ComponentHead> heads) {
    return new ComponentStates(
        digestsOf(heads), (name, like) -> store.open(project, named(name, heads), like));
  }

  /** As they are live for a writer. */
  public static ComponentStates of(WriteSession session) {
    return new ComponentStates(
        digestsOf(session.head().components()), (name, like) -> session.tree(name));
  }

  private static SortedMap<LayerName, Digest> digestsOf(SortedMap<LayerName, ComponentHead> heads) {
    SortedMap<LayerName, Digest> digests = new TreeMap<>();
    heads.forEach((name, head) -> digests.put(name, head.digest()));
    return digests;
  }

  private static <T> T named(LayerName name, SortedMap<LayerName, T> all) {
    T one = all.get(name);
    if (one == null) {
      throw new IllegalArgumentException("there is no component " + name);
    }
    return one;
  }

  /** The same, but of these components no file is known: what is stored of them is damaged. */
  public ComponentStates without(Collection<LayerName> damaged) {
    return new ComponentStates(
        digests, (name, like) -> damaged.contains(name) ? new NoFiles() : opener.open(name, like));
  }

  /** The digest of each; unmodifiable. */
  public SortedMap<LayerName, Digest> digests() {
    return digests;
  }

  /** The names of components, whatever their layers. */
  public SortedSet<String> componentNames() {
    return digests.keySet().stream()
        .map(layer -> layer.component().value())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException when there is no such component
   * @throws dev.orch.model.CorruptDataException when what is stored is not what it must be
   */
  public FileTree tree(LayerName component) throws InterruptedException {
    return opener.open(component, Manifest.EMPTY);
  }

  /** The same, to be compared with a manifest that it may be much like. */
  FileTree tree(LayerName component, Manifest like) throws InterruptedException {
    return opener.open(component, like);
  }
}
