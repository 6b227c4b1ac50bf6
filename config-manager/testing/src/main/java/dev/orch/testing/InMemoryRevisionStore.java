package dev.orch.testing;

import dev.orch.model.CorruptDataException;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.component.FileTree;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.ProjectSettings;
import dev.orch.model.revision.ProjectUsage;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.Subscription;
import dev.orch.model.revision.WriteSession;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Revisions held in memory; guarded by its own monitor, on which writers wait. */
final class InMemoryRevisionStore implements RevisionStore {
  private final InMemoryState state;
  private final Clock clock;
  private final SortedMap<ProjectName, InMemoryProject> projects = new TreeMap<>();
  private final List<InMemoryHeadWatch> watches = new CopyOnWriteArrayList<>();
  private boolean lagging;

  InMemoryRevisionStore(InMemoryState state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  @Override
  public synchronized List<ProjectName> projects() {
    state.requireAvailable();
    return List.copyOf(projects.keySet());
  }

  @Override
  public synchronized Optional<Head> head(ProjectName project) {
    state.requireAvailable();
    return found(project).map(found -> lagging ? found.headBeforeLag : found.head);
  }

  @Override
  public synchronized Optional<Head> latestHead(ProjectName project) {
    state.requireAvailable();
    return found(project).map(found -> found.head);
  }

  private Optional<InMemoryProject> found(ProjectName project) {
    return Optional.ofNullable(projects.get(project));
  }

  @Override
  public synchronized FileTree open(ProjectName project, ComponentHead state) {
    this.state.requireAvailable();
    FileTree tree = found(project).map(found -> found.trees.get(state.location())).orElse(null);
    if (tree == null || !tree.manifest().digest().equals(state.digest())) {
      throw new CorruptDataException(
          state.location(), "expected the manifest with digest " + state.digest(), null);
    }
    return new InMemoryTree(this.state, tree);
  }

  @Override
  public synchronized List<RevisionInfo> history(ProjectName project, int limit) {
    state.requireAvailable();
    return found(project).stream()
        .flatMap(found -> found.revisions.descendingMap().values().stream())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<RevisionInfo> revision(ProjectName project, long number) {
    state.requireAvailable();
    return found(project).map(found -> found.revisions.get(number));
  }

  @Override
  public synchronized ProjectSettings settings(ProjectName project) {
    state.requireAvailable();
    return found(project).map(found -> found.settings).orElse(ProjectSettings.NONE);
  }

  @Override
  public synchronized Optional<ProjectUsage> usage(ProjectName project) {
    state.requireAvailable();
    return found(project).map(InMemoryProject::usage);
  }

  @Override
  public synchronized long bytesHeld(ProjectName project) {
    state.requireAvailable();
    return found(project).map(found -> found.bytesHeld).orElse(0L);
  }

  @Override
  public Subscription watchHead(ProjectName project, Runnable lookAgain) {
    InMemoryHeadWatch watch = new InMemoryHeadWatch(project, lookAgain, watches::remove);
    watches.add(watch);
    if (state.isAvailable()) {
      state.callBack(watch::fire);
    }
    return watch;
  }

  @Override
  public synchronized WriteSession write(ProjectName project, String writer, Duration lockWait)
      throws InterruptedException {
    state.requireAvailable();
    InMemoryProject found = projects.computeIfAbsent(project, name -> new InMemoryProject());
    long deadline = System.nanoTime() + lockWait.toNanos();
    while (found.writer != null) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new RefusedException(
            "project " + project + " is being written by " + found.writerName,
            "Wait until it has finished, or wait longer for the lock.");
      }
      wait(Math.max(1, left / 1_000_000));
    }
    InMemoryWriteSession session = new InMemoryWriteSession(this, state, clock, project, found);
    found.writer = session;
    found.writerName = writer;
    return session;
  }

  /** Called by a write session, with this monitor held, when head is another. */
  void headChanged(ProjectName project) {
    if (!lagging) {
      watches.stream()
          .filter(watch -> watch.project().equals(project))
          .forEach(watch -> state.callBack(watch::fire));
    }
  }

  synchronized void release(InMemoryProject project, InMemoryWriteSession session) {
    if (project.writer == session) {
      project.writer = null;
      notifyAll();
    }
  }

  void reconnected() {
    watches.forEach(watch -> state.callBack(watch::fire));
  }

  synchronized void lag() {
    lagging = true;
    projects.values().forEach(project -> project.headBeforeLag = project.head);
  }

  synchronized void catchUp() {
    lagging = false;
    reconnected();
  }

  synchronized void wipe() {
    expireWriters();
    projects.clear();
    reconnected();
  }

  synchronized void expireWriters() {
    projects.values().forEach(project -> project.writer = null);
    notifyAll();
  }
}
