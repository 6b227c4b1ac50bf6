package dev.orch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.event.Event;
import dev.orch.model.event.EventKind;
import dev.orch.model.event.EventLog;
import dev.orch.model.event.RecordedEvent;
import dev.orch.model.revision.Subscription;
import dev.orch.model.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EventLog} promises; each test uses a project of its own. */
public abstract class EventLogContract {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private ProjectName project = new ProjectName("unnamed");

  /** Connected. */
  protected abstract Store store();

  /** The same store as another process sees it, connected. */
  protected abstract Store ofAnotherProcess();

  @BeforeEach
  void makeProject() throws Exception {
    project = new ProjectName("p-" + UUID.randomUUID());
    Commits.publish(store().revisions(), project, "c", Trees.of("a", "1"));
  }

  private static Event event(long revision) {
    return Event.of(
        EventKind.APPLIED,
        new ComponentName("file-mgr"),
        new InstanceId("node1"),
        revision,
        "größer");
  }

  private List<RecordedEvent> all() throws InterruptedException {
    return ofAnotherProcess().events().after(project, 0, Integer.MAX_VALUE);
  }

  private List<Event> awaitEvents(int count) {
    List<Event> found = new ArrayList<>();
    Await.until(
        count + " events",
        LIMIT,
        () -> {
          found.clear();
          all().forEach(it -> found.add(it.event()));
          return found.size() >= count;
        });
    return found;
  }

  @Test
  void aProjectWithoutEventsHasNone() throws Exception {
    assertThat(all()).isEmpty();
    assertThat(store().events().after(new ProjectName("none"), 0, 10)).isEmpty();
  }

  @Test
  void whatHappensIsReadInItsOrder() throws Exception {
    Event published = Event.ofProject(EventKind.PUBLISHED, 12, "alice@build7", "Raise\nthe pool");
    store().events().append(project, published);
    store().events().append(project, event(12));
    store().events().append(project, event(13));
    assertThat(awaitEvents(3)).containsExactly(published, event(12), event(13));

    List<RecordedEvent> recorded = all();
    assertThat(recorded.get(0).number()).isPositive().isLessThan(recorded.get(1).number());
    assertThat(recorded.get(0).at()).isBeforeOrEqualTo(recorded.get(2).at());
    assertThat(store().events().after(project, recorded.get(0).number(), 10))
        .isEqualTo(recorded.subList(1, 3));
    assertThat(store().events().after(project, 0, 1)).isEqualTo(recorded.subList(2, 3));
    assertThat(store().events().after(project, recorded.get(2).number(), 10)).isEmpty();
  }

  @Test
  void whatHappensIsToldToWhoWatches() throws Exception {
    Signals signals = new Signals();
    try (Subscription watch = ofAnotherProcess().events().watch(project, signals)) {
      assertThat(watch).isNotNull();
      signals.awaitMoreThan(0);
      int before = signals.count();
      store().events().append(project, event(1));
      signals.awaitMoreThan(before);
      awaitEvents(1);
      before = signals.count();
      store().events().append(project, event(2));
      signals.awaitMoreThan(before);
    }
  }

  @Test
  void onlyTheNewestAreKept() throws Exception {
    int count = EventLog.KEPT + 300;
    for (int i = 1; i <= count; i++) {
      store().events().append(project, event(i));
      if (i % 100 == 0) {
        awaitNewest(i);
      }
    }
    awaitNewest(count);
    Await.until("old ones are taken away", LIMIT, () -> all().size() <= EventLog.KEPT + 60);
    List<RecordedEvent> kept = all();
    assertThat(kept).hasSizeGreaterThanOrEqualTo(EventLog.KEPT);
    assertThat(kept.get(0).event().revision()).isEqualTo(count - kept.size() + 1);
  }

  private void awaitNewest(long revision) {
    Await.until(
        "event " + revision,
        LIMIT,
        () -> {
          List<RecordedEvent> newest = ofAnotherProcess().events().after(project, 0, 1);
          return !newest.isEmpty() && newest.get(0).event().revision() == revision;
        });
  }
}
