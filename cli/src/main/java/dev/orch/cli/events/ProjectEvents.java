package dev.orch.cli.events;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.event.Event;
import dev.orch.model.event.EventKind;
import dev.orch.model.event.RecordedEvent;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.store.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads the events of one project, each once, and finds out who got lost: an agent that died can
 * record nothing. Lost is who has joined, has not left since, and is not connected.
 */
final class ProjectEvents {
  private final Store store;
  private final ProjectName project;

  /** Who is there as far as the events say. */
  private final Set<Member> joined = new HashSet<>();

  private final Set<Member> lost = new HashSet<>();
  private long last;

  ProjectEvents(Store store, ProjectName project) {
    this.store = store;
    this.project = project;
  }

  private record Member(ComponentName component, InstanceId id) implements Comparable<Member> {
    @Override
    public int compareTo(Member other) {
      int byComponent = component.compareTo(other.component);
      return byComponent != 0 ? byComponent : id.compareTo(other.id);
    }
  }

  /** What is recorded and was not read yet, in its order. */
  List<Shown> next() throws InterruptedException {
    List<Shown> shown = new ArrayList<>();
    for (RecordedEvent recorded : store.events().after(project, last, Integer.MAX_VALUE)) {
      last = recorded.number();
      note(recorded.event());
      shown.add(Shown.of(project, recorded));
    }
    return shown;
  }

  private void note(Event event) {
    member(event)
        .ifPresent(
            member -> {
              if (event.kind() == EventKind.LEFT) {
                joined.remove(member);
              } else if (event.kind() == EventKind.JOINED) {
                joined.add(member);
              }
              lost.remove(member);
            });
  }

  private static Optional<Member> member(Event event) {
    ComponentName component = event.component();
    InstanceId instance = event.instance();
    return component == null || instance == null
        ? Optional.empty()
        : Optional.of(new Member(component, instance));
  }

  /** Those of which someone has joined and not left. */
  SortedSet<ComponentName> components() {
    return joined.stream().map(Member::component).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those that are seen to be lost now and were not before; to be asked after {@link #next}. */
  List<Shown> newlyLost() throws InterruptedException {
    List<Shown> all = new ArrayList<>();
    for (ComponentName component : components()) {
      all.addAll(newlyLost(component));
    }
    return all;
  }

  /** The same of one component. */
  List<Shown> newlyLost(ComponentName component) throws InterruptedException {
    Set<Member> gone =
        joined.stream()
            .filter(member -> member.component().equals(component))
            .collect(Collectors.toCollection(TreeSet::new));
    for (InstanceStatus instance : store.instances().instances(project, component)) {
      Member member = new Member(instance.component(), instance.id());
      if (instance.live()) {
        gone.remove(member);
        lost.remove(member);
      }
    }
    gone.removeAll(lost);
    lost.addAll(gone);
    return gone.stream()
        .map(member -> Shown.lost(project, member.component(), member.id()))
        .toList();
  }
}
