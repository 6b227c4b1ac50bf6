package dev.orch.publisher.plan;

import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.layer.LayerName;
import dev.orch.publisher.scan.ComponentSelection;
import dev.orch.publisher.scan.DesiredTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a plan was made of: the state that was live, and the one that is to be. Whoever keeps it can
 * later carry out just what was seen then.
 *
 * @param projectId of the project that was live; empty if there was none
 * @param baseRevision the number of the live revision; 0 if there was none
 * @param selection what the plan was limited to
 * @param desired the digest of each component of the tree, within that limit
 */
public record PlanPin(
    ProjectName project,
    String projectId,
    long baseRevision,
    ComponentSelection selection,
    SortedMap<LayerName, Digest> desired) {
  public PlanPin {
    desired = Collections.unmodifiableSortedMap(new TreeMap<>(desired));
  }

  /** Of this tree, upon what is live in its project. */
  public static PlanPin of(
      ProjectName project, String projectId, long baseRevision, DesiredTree tree) {
    return new PlanPin(
        project,
        projectId,
        baseRevision,
        tree.selection(),
        ComponentStates.of(tree.components()).digests());
  }

  /**
   * Returns if the plan would come out the same now.
   *
   * @param projectIdNow of the project as it is; empty if there is none
   * @throws RefusedException naming everything that moved: head, the project, each component
   */
  public void requireUnmoved(String projectIdNow, long revisionNow, DesiredTree treeNow) {
    List<String> moved = new ArrayList<>();
    if (!projectId.isEmpty() && !projectId.equals(projectIdNow)) {
      moved.add(
          projectIdNow.isEmpty()
              ? "there is no project " + project + " any more"
              : "project " + project + " is another one of that name, or was made anew");
    } else if (revisionNow != baseRevision) {
      moved.add("head moved from revision " + baseRevision + " to " + revisionNow);
    }
    addMovedComponents(treeNow, moved);
    if (!moved.isEmpty()) {
      throw new RefusedException(
          "refused: since the plan was made, " + String.join("; ", moved),
          "Plan again, look at it, and publish the new plan.");
    }
  }

  private void addMovedComponents(DesiredTree treeNow, List<String> moved) {
    SortedMap<LayerName, Digest> now = ComponentStates.of(treeNow.components()).digests();
    TreeSet<LayerName> names = new TreeSet<>(desired.keySet());
    names.addAll(now.keySet());
    for (LayerName name : names) {
      Digest then = desired.get(name);
      Digest found = now.get(name);
      if (then == null) {
        moved.add("component " + name + " came into the tree " + treeNow.location());
      } else if (found == null) {
        moved.add("component " + name + " went from the tree " + treeNow.location());
      } else if (!then.equals(found)) {
        moved.add(
            String.format(
                "component %s changed in the tree %s (%s then, %s now)",
                name, treeNow.location(), then.abbreviated(), found.abbreviated()));
      }
    }
  }
}
