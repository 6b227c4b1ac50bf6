package dev.orch.metrics.store;

import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.rollout.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All projects as they are in the store.
 *
 * @param unreadable those that are not there, or whose documents are not what they must be
 */
record Fleet(List<Project> projects, List<ProjectName> unreadable) {
  Fleet {
    projects = List.copyOf(projects);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * One project.
   *
   * @param publishedAt when what is live was published, by its publisher's clock; null if nothing
   *     ever was
   * @param components all that are live, and all that have instances
   * @param rollouts that head names
   */
  record Project(
      ProjectName name,
      long revision,
      @Nullable Instant publishedAt,
      SortedSet<ComponentName> components,
      List<Instance> instances,
      SortedMap<ComponentName, Rollout> rollouts) {
    Project {
      components = Collections.unmodifiableSortedSet(new TreeSet<>(components));
      instances = List.copyOf(instances);
      rollouts = Collections.unmodifiableSortedMap(new TreeMap<>(rollouts));
    }
  }

  /**
   * One instance.
   *
   * @param wantedRevision what it is to run now; 0 if nothing
   * @param behind for how long it has been to run something else than it does; zero if it does
   */
  record Instance(InstanceStatus status, long wantedRevision, Duration behind) {}
}
