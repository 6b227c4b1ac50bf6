package dev.orch.publisher.plan;

import dev.orch.model.ProjectName;
import dev.orch.model.layer.LayerName;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a commit would change.
 *
 * @param baseRevision the number of the live revision that it was made against; 0 if there is none
 * @param components those that differ
 * @param unchanged how many of those looked at do not
 * @param warnings one line each, of what should be looked at before it is published
 */
public record Plan(
    ProjectName project,
    long baseRevision,
    SortedMap<LayerName, ComponentPlan> components,
    int unchanged,
    List<String> warnings) {
  public Plan {
    warnings = List.copyOf(warnings);
    components = Collections.unmodifiableSortedMap(new TreeMap<>(components));
  }

  /** The same, with these warnings. */
  public Plan warning(List<String> lines) {
    return new Plan(project, baseRevision, components, unchanged, lines);
  }

  /** Whether nothing differs. */
  public boolean isEmpty() {
    return components.isEmpty();
  }

  /** How many files are new, over all components. */
  public int addedCount() {
    return components.values().stream().mapToInt(it -> it.changes().addedCount()).sum();
  }

  /** How many files change, over all components. */
  public int modifiedCount() {
    return components.values().stream().mapToInt(it -> it.changes().modifiedCount()).sum();
  }

  /** How many files go, over all components. */
  public int deletedCount() {
    return components.values().stream().mapToInt(it -> it.changes().deletedCount()).sum();
  }

  /** Roughly how many bytes of files are to be written. */
  public long bytesToWrite() {
    return components.values().stream().mapToLong(ComponentPlan::bytesToWrite).sum();
  }
}
