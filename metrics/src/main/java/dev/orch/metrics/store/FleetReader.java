package dev.orch.metrics.store;

import dev.orch.model.CorruptDataException;
import dev.orch.model.ProjectName;
import dev.orch.model.store.Store;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads all projects, again and again, one after the other. What is asked for each time: the list
 * of projects, and of each its head, the list of its components, their lists of instances, a report
 * and whether it is live of each instance, all of them under way at a time, and of each rollout how
 * far it has come. One that cannot be understood does not hide the others. Used by one thread at a
 * time.
 */
final class FleetReader {
  private static final Logger LOG = System.getLogger(FleetReader.class.getName());

  private final Store store;
  private final @Nullable ProjectName only;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Map<ProjectName, ProjectReader> readers = new HashMap<>();

  /**
   * Creates it.
   *
   * @param only this project; null for all
   * @param clock tells how old what others have dated is
   * @param nanoTime the monotonic clock
   */
  FleetReader(Store store, @Nullable ProjectName only, Clock clock, LongSupplier nanoTime) {
    this.store = store;
    this.only = only;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * As they are now.
   *
   * @throws dev.orch.model.StoreUnavailableException when the store is out of reach
   */
  Fleet read() throws InterruptedException {
    List<ProjectName> names = only == null ? store.revisions().projects() : List.of(only);
    readers.keySet().retainAll(names);
    List<Fleet.Project> projects = new ArrayList<>();
    List<ProjectName> unreadable = new ArrayList<>();
    for (ProjectName name : names) {
      try {
        Optional<Fleet.Project> project =
            readers
                .computeIfAbsent(name, it -> new ProjectReader(store, it, clock, nanoTime))
                .read();
        if (project.isPresent()) {
          projects.add(project.get());
        } else if (only != null) {
          unreadable.add(name);
        }
      } catch (CorruptDataException e) {
        LOG.log(Level.WARNING, "project {0} cannot be understood: {1}", name, e.getMessage());
        unreadable.add(name);
      }
    }
    return new Fleet(projects, unreadable);
  }
}
