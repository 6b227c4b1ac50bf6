package dev.orch.publisher.plan;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.WriteSession;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** All components in one state; a component's manifest is not read before it is asked for. */
public final class ComponentStates {
  private final SortedMap<ComponentName, Digest> digests;
  private final Opener opener;

  private ComponentStates(SortedMap<ComponentName, Digest> digests, Opener opener) {
    this.digests = Collections.unmodifiableSortedMap(digests);
    this.opener = opener;
  }

  @FunctionalInterface
  private interface Opener {
    FileTree open(ComponentName component) throws InterruptedException;
  }

  /** Trees that are at hand. */
  public static ComponentStates of(SortedMap<ComponentName, FileTree> trees) {
    SortedMap<ComponentName, Digest> digests = new TreeMap<>();
    trees.forEach((name, tree) -> digests.put(name, tree.manifest().digest()));
    return new ComponentStates(digests, name -> named(name, trees));
  }

  /** As a head or a revision of the store names them. */
  public static ComponentStates of(
      RevisionStore store, ProjectName project, SortedMap<ComponentName, ComponentHead> heads) {
    return new ComponentStates(
        digestsOf(heads), name -> store.open(project, name, named(name, heads)));
  }

  /** As they are live for a writer. */
  public static ComponentStates of(WriteSession session) {
    return new ComponentStates(digestsOf(session.head().components()), session::tree);
  }

  private static SortedMap<ComponentName, Digest> digestsOf(
      SortedMap<ComponentName, ComponentHead> heads) {
    SortedMap<ComponentName, Digest> digests = new TreeMap<>();
    heads.forEach((name, head) -> digests.put(name, head.digest()));
    return digests;
  }

  private static <T> T named(ComponentName name, SortedMap<ComponentName, T> all) {
    T one = all.get(name);
    if (one == null) {
      throw new IllegalArgumentException("there is no component " + name);
    }
    return one;
  }

  /** The same, but of these components no file is known: what is stored of them is damaged. */
  public ComponentStates without(Collection<ComponentName> damaged) {
    return new ComponentStates(
        digests, name -> damaged.contains(name) ? new NoFiles() : opener.open(name));
  }

  /** The digest of each; unmodifiable. */
  public SortedMap<ComponentName, Digest> digests() {
    return digests;
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException when there is no such component
   * @throws dev.orch.model.CorruptDataException when what is stored is not what it must be
   */
  public FileTree tree(ComponentName component) throws InterruptedException {
    return opener.open(component);
  }
}
