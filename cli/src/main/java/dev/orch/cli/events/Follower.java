package dev.orch.cli.events;

import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.revision.Subscription;
import dev.orch.model.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells what happens from now on. It reads what watches say has changed, and nothing else: events
 * at once, instances, of which many may change together, only so often. Where nothing changes, it
 * asks for the events of each project once in a while, to find out that nobody answers.
 */
final class Follower implements AutoCloseable {
  /**
   * How often.
   *
   * @param rest between two looks where nothing changes
   * @param between at least between two looks at instances, and while nobody answers
   */
  record Pace(Duration rest, Duration between) {
    static final Pace USUAL = new Pace(Duration.ofSeconds(10), Duration.ofSeconds(2));
  }

  private final Store store;
  private final Map<ProjectName, ProjectEvents> projects;
  private final Pace pace;
  private final LongSupplier nanoTime;
  private final Semaphore changes = new Semaphore(0);
  private final Map<Place, Subscription> instanceWatches = new HashMap<>();
  private final List<Subscription> eventWatches = new ArrayList<>();

  /** Projects with new events; all at the beginning. */
  private final Set<ProjectName> changed = ConcurrentHashMap.newKeySet();

  /** Components of which instances came, went or reported. */
  private final Set<Place> moved = ConcurrentHashMap.newKeySet();

  private record Place(ProjectName project, ComponentName component) {}

  /**
   * Begins to watch.
   *
   * @param projects as far as they were read
   */
  Follower(
      Store store, Map<ProjectName, ProjectEvents> projects, Pace pace, LongSupplier nanoTime) {
    this.store = store;
    this.projects = projects;
    this.pace = pace;
    this.nanoTime = nanoTime;
    for (ProjectName project : projects.keySet()) {
      eventWatches.add(store.events().watch(project, () -> note(changed, project)));
    }
    watchInstances();
  }

  private <T> void note(Set<T> what, T which) {
    what.add(which);
    changes.release();
  }

  /** Of components in which someone has joined: nobody else can get lost. */
  private void watchInstances() {
    projects.forEach(
        (project, events) -> {
          for (ComponentName component : events.components()) {
            Place place = new Place(project, component);
            instanceWatches.computeIfAbsent(
                place, it -> store.instances().watch(project, component, () -> note(moved, place)));
          }
        });
  }

  /**
   * Returns never.
   *
   * @param listener told what is new, in its order
   * @param away told that nobody answers, once until somebody does
   * @throws InterruptedException when it is interrupted
   */
  void run(Consumer<List<Shown>> listener, Consumer<StoreUnavailableException> away)
      throws InterruptedException {
    boolean isAway = false;
    long lookedAt = nanoTime.getAsLong() - pace.between().toNanos();
    while (true) {
      Duration early = pace.between().minusNanos(nanoTime.getAsLong() - lookedAt);
      boolean soon = isAway || !moved.isEmpty();
      if (isAway || changed.isEmpty()) {
        Duration wait = soon ? early : pace.rest();
        if (!changes.tryAcquire(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS) && !soon) {
          changed.addAll(projects.keySet());
        }
      }
      changes.drainPermits();
      boolean all = nanoTime.getAsLong() - lookedAt >= pace.between().toNanos();
      if (isAway && !all) {
        continue;
      }
      if (isAway) {
        changed.addAll(projects.keySet());
      }
      try {
        List<Shown> found = new ArrayList<>(newEvents());
        if (all) {
          lookedAt = nanoTime.getAsLong();
          found.addAll(newlyLost());
        }
        listener.accept(found);
        isAway = false;
      } catch (StoreUnavailableException e) {
        lookedAt = nanoTime.getAsLong();
        if (!isAway) {
          away.accept(e);
        }
        isAway = true;
      }
    }
  }

  private List<Shown> newEvents() throws InterruptedException {
    Set<ProjectName> now = taken(changed);
    List<ProjectEvents> read = new ArrayList<>();
    projects.forEach(
        (project, events) -> {
          if (now.contains(project)) {
            read.add(events);
          }
        });
    try {
      List<Shown> found = Shown.inOrder(read);
      watchInstances();
      return found;
    } catch (StoreUnavailableException e) {
      changed.addAll(now);
      throw e;
    }
  }

  private List<Shown> newlyLost() throws InterruptedException {
    Set<Place> now = taken(moved);
    List<Shown> lost = new ArrayList<>();
    try {
      for (Map.Entry<ProjectName, ProjectEvents> project : projects.entrySet()) {
        for (ComponentName component : project.getValue().components()) {
          if (now.contains(new Place(project.getKey(), component))) {
            lost.addAll(project.getValue().newlyLost(component));
          }
        }
      }
      return lost;
    } catch (StoreUnavailableException e) {
      moved.addAll(now);
      throw e;
    }
  }

  private static <T> Set<T> taken(Set<T> from) {
    Set<T> now = new HashSet<>(from);
    from.removeAll(now);
    return now;
  }

  @Override
  public void close() {
    eventWatches.forEach(Subscription::close);
    instanceWatches.values().forEach(Subscription::close);
  }
}
