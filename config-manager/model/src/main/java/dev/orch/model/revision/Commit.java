package dev.orch.model.revision;

import dev.orch.model.ComponentName;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.ComponentState;
import dev.orch.model.layer.LayerName;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What shall become the live revision. */
public sealed interface Commit {
  /** Who, from where and why. */
  Authorship authorship();

  /** How it goes out to the instances. */
  default RolloutChoice rollout() {
    return RolloutChoice.AS_SPECIFIED;
  }

  /**
   * These components and no other. A component whose manifest has the digest that is live already
   * costs nothing; of the others, only files whose bytes the live revision does not hold are read
   * and written.
   *
   * @param afresh of these, all is read and written, whatever the live revision holds: what is
   *     stored of them is not to be trusted
   */
  record Publish(
      SortedMap<LayerName, FileTree> components,
      Set<LayerName> afresh,
      Authorship authorship,
      RolloutChoice rollout)
      implements Commit {
    public Publish {
      components = Collections.unmodifiableSortedMap(new TreeMap<>(components));
      afresh = Set.copyOf(afresh);
    }

    /** Going out as the components say. */
    public Publish(
        SortedMap<LayerName, FileTree> components, Set<LayerName> afresh, Authorship authorship) {
      this(components, afresh, authorship, RolloutChoice.AS_SPECIFIED);
    }

    /** With nothing afresh. */
    public Publish(SortedMap<LayerName, FileTree> components, Authorship authorship) {
      this(components, Set.of(), authorship);
    }
  }

  /** All components as in an older revision, which must still be kept. Writes no file bytes. */
  record Rollback(RevisionInfo target, Authorship authorship, RolloutChoice rollout)
      implements Commit {
    /** Going out as the components say. */
    public Rollback(RevisionInfo target, Authorship authorship) {
      this(target, authorship, RolloutChoice.AS_SPECIFIED);
    }
  }

  /**
   * This component as it was before its rollout, all others as they are. Writes no file bytes.
   *
   * @param aborted the id of the rollout that is to end
   * @param stable what the component was before it
   */
  record Abort(
      ComponentName component, String aborted, ComponentState stable, Authorship authorship)
      implements Commit {}

  /** No component at all: the project is cleared, its number goes on. */
  record Clear(Authorship authorship) implements Commit {}
}
