package dev.orch.cli.events;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.event.Event;
import dev.orch.model.event.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of what is shown.
 *
 * @param number null for what is not recorded but seen
 * @param at when it was recorded, by the store's clock; null for what is seen now
 */
record Shown(
    ProjectName project,
    @Nullable Long number,
    @Nullable Instant at,
    String kind,
    @Nullable ComponentName component,
    @Nullable InstanceId instance,
    long revision,
    @Nullable String who,
    @Nullable String text) {
  static Shown of(ProjectName project, RecordedEvent recorded) {
    Event event = recorded.event();
    return new Shown(
        project,
        recorded.number(),
        recorded.at(),
        CanonicalName.of(event.kind()),
        event.component(),
        event.instance(),
        event.revision(),
        event.who(),
        event.text());
  }

  static Shown lost(ProjectName project, ComponentName component, InstanceId instance) {
    return new Shown(
        project,
        null,
        null,
        "lost",
        component,
        instance,
        0,
        null,
        "its agent is not connected, and did not end in order");
  }

  /** What is recorded of several projects and was not read yet, by their times. */
  static List<Shown> inOrder(Collection<ProjectEvents> projects) throws InterruptedException {
    List<Shown> recorded = new ArrayList<>();
    for (ProjectEvents events : projects) {
      recorded.addAll(events.next());
    }
    if (projects.size() > 1) {
      recorded.sort(
          Comparator.comparing(
              Shown::at, Comparator.nullsLast(Comparator.<Instant>naturalOrder())));
    }
    return recorded;
  }
}
