package dev.orch.testing;

import dev.orch.model.ProjectName;
import dev.orch.model.event.Event;
import dev.orch.model.event.EventLog;
import dev.orch.model.event.RecordedEvent;
import dev.orch.model.revision.Subscription;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Events held in memory; guarded by its own monitor. */
final class InMemoryEventLog implements EventLog {
  private static final int MAX_WAITING = 200;

  private final InMemoryState state;
  private final Clock clock;
  private final Map<ProjectName, List<RecordedEvent>> events = new HashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Watch> watches = new ArrayList<>();
  private long last;

  InMemoryEventLog(InMemoryState state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  private record Waiting(ProjectName project, Event event) {}

  private static final class Watch implements Subscription {
    private final ProjectName project;
    private final Runnable lookAgain;
    private boolean closed;

    Watch(ProjectName project, Runnable lookAgain) {
      this.project = project;
      this.lookAgain = lookAgain;
    }

    private synchronized void tell() {
      if (!closed) {
        lookAgain.run();
      }
    }

    @Override
    public synchronized void close() {
      closed = true;
    }
  }

  @Override
  public synchronized void append(ProjectName project, Event event) {
    waiting.add(new Waiting(project, event));
    if (waiting.size() > MAX_WAITING) {
      waiting.remove(0);
    }
    if (state.isAvailable()) {
      recordWaiting();
    }
  }

  private void recordWaiting() {
    for (Waiting next : waiting) {
      List<RecordedEvent> all =
          events.computeIfAbsent(next.project(), project -> new ArrayList<>());
      all.add(
          new RecordedEvent(++last, clock.instant().truncatedTo(ChronoUnit.MILLIS), next.event()));
      if (all.size() > KEPT) {
        all.remove(0);
      }
      watches.stream()
          .filter(watch -> watch.project.equals(next.project()))
          .forEach(watch -> state.callBack(watch::tell));
    }
    waiting.clear();
  }

  synchronized void reconnected() {
    recordWaiting();
    watches.forEach(watch -> state.callBack(watch::tell));
  }

  @Override
  public synchronized List<RecordedEvent> after(ProjectName project, long number, int limit) {
    state.requireAvailable();
    List<RecordedEvent> newer =
        events.getOrDefault(project, List.of()).stream()
            .filter(event -> event.number() > number)
            .toList();
    return List.copyOf(newer.subList(Math.max(0, newer.size() - limit), newer.size()));
  }

  @Override
  public synchronized Subscription watch(ProjectName project, Runnable lookAgain) {
    Watch watch = new Watch(project, lookAgain);
    watches.add(watch);
    if (state.isAvailable()) {
      state.callBack(watch::tell);
    }
    return watch;
  }
}
