package dev.orch.publisher.plan;

import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Compares what is live with what is to be. Reads manifests only of components that differ. */
public final class Planner {
  private Planner() {}

  /**
   * What turns {@code live} into {@code desired}.
   *
   * @param revision the number of the live revision; 0 if there is none
   * @param selected components that it is about; others stay as they are
   * @throws dev.orch.model.CorruptDataException when a live manifest is not what it must be
   */
  public static Plan plan(
      ProjectName project,
      long revision,
      ComponentStates live,
      ComponentStates desired,
      Predicate<LayerName> selected)
      throws InterruptedException {
    TreeSet<LayerName> names = new TreeSet<>(live.digests().keySet());
    names.addAll(desired.digests().keySet());
    SortedMap<LayerName, ComponentPlan> differing = new TreeMap<>();
    int unchanged = 0;
    for (LayerName name : names) {
      if (!selected.test(name)) {
        continue;
      }
      Digest before = live.digests().get(name);
      Digest after = desired.digests().get(name);
      if (Objects.equals(before, after)) {
        unchanged++;
      } else {
        FileTree wanted = after == null ? new NoFiles() : desired.tree(name);
        FileTree old = before == null ? new NoFiles() : live.tree(name, wanted.manifest());
        ComponentFate fate =
            before == null
                ? ComponentFate.ADDED
                : after == null ? ComponentFate.REMOVED : ComponentFate.CHANGED;
        differing.put(
            name,
            new ComponentPlan(
                name,
                fate,
                old,
                wanted,
                ChangeList.between(old.manifest(), wanted.manifest()),
                name.isOwn() ? wanted.manifest().spec() : specOf(name, live, desired)));
      }
    }
    return new Plan(project, revision, differing, unchanged, List.of());
  }

  private static ComponentSpec specOf(
      LayerName layer, ComponentStates live, ComponentStates desired) throws InterruptedException {
    LayerName own = LayerName.of(layer.component());
    for (ComponentStates states : List.of(desired, live)) {
      if (states.digests().containsKey(own)) {
        return states.tree(own).manifest().spec();
      }
    }
    return ComponentSpec.DEFAULT;
  }
}
