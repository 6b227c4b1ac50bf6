package dev.orch.testing;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.instance.InstanceRegistry;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.instance.Registration;
import dev.orch.model.instance.SessionSlot;
import dev.orch.model.revision.Subscription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Instances held in memory; guarded by its own monitor. */
final class InMemoryInstanceRegistry implements InstanceRegistry {
  /** Where an instance is registered. */
  record Place(ProjectName project, ComponentName component, InstanceId instance) {}

  /** Who wants to know of a component's instances. */
  private static final class Watch implements Subscription {
    private final ProjectName project;
    private final ComponentName component;
    private final Runnable lookAgain;
    private boolean closed;

    Watch(ProjectName project, ComponentName component, Runnable lookAgain) {
      this.project = project;
      this.component = component;
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

  private static final class Entry {
    InstanceReport report;
    @Nullable InMemoryRegistration live;
    boolean retryRequested;

    Entry(InstanceReport report) {
      this.report = report;
    }
  }

  private final InMemoryState state;
  private final Map<Place, Entry> entries = new LinkedHashMap<>();
  private final List<InMemoryRegistration> registrations = new ArrayList<>();
  private final List<Watch> watches = new ArrayList<>();

  InMemoryInstanceRegistry(InMemoryState state) {
    this.state = state;
  }

  @Override
  public synchronized Registration register(
      ProjectName project,
      ComponentName component,
      InstanceId instance,
      InstanceReport first,
      SessionSlot session,
      Runnable retryRequested) {
    InMemoryRegistration registration =
        new InMemoryRegistration(
            this, new Place(project, component, instance), first, former(session), retryRequested);
    if (state.isAvailable()) {
      if (!makeLive(registration)) {
        throw new RefusedException(
            "instance " + instance + " of " + component + " is live already",
            "Stop the other agent, or choose another instance id.");
      }
    }
    registrations.add(registration);
    save(session, registration.key());
    return registration;
  }

  private static @Nullable String former(SessionSlot session) {
    try {
      return session.load().orElse(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void save(SessionSlot session, String key) {
    try {
      session.save(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says no when a live agent that is not ours has the place. */
  private boolean makeLive(InMemoryRegistration registration) {
    Entry entry =
        entries.computeIfAbsent(registration.place(), p -> new Entry(registration.newest()));
    if (entry.live != null && !entry.live.isSameOrSucceededBy(registration)) {
      return false;
    }
    entry.live = registration;
    send(registration);
    changed(registration.place());
    return true;
  }

  /** Called on every report; sends it now if that can be done. */
  synchronized void send(InMemoryRegistration registration) {
    Entry entry = entries.get(registration.place());
    if (state.isAvailable() && entry != null && entry.live == registration) {
      entry.report = registration.newest();
      changed(registration.place());
      if (entry.retryRequested) {
        entry.retryRequested = false;
        state.callBack(registration::retry);
      }
    }
  }

  synchronized void end(InMemoryRegistration registration) {
    registrations.remove(registration);
    Entry entry = entries.get(registration.place());
    if (entry != null && entry.live == registration) {
      entry.live = null;
      changed(registration.place());
    }
  }

  private void changed(Place place) {
    if (state.isAvailable()) {
      watches.stream()
          .filter(watch -> watch.project.equals(place.project()))
          .filter(watch -> watch.component.equals(place.component()))
          .forEach(watch -> state.callBack(watch::tell));
    }
  }

  @Override
  public synchronized Subscription watch(
      ProjectName project, ComponentName component, Runnable lookAgain) {
    Watch watch = new Watch(project, component, lookAgain);
    watches.add(watch);
    if (state.isAvailable()) {
      state.callBack(watch::tell);
    }
    return watch;
  }

  synchronized void reconnected() {
    registrations.forEach(this::makeLive);
    watches.forEach(watch -> state.callBack(watch::tell));
  }

  synchronized void wipe() {
    entries.clear();
    if (state.isAvailable()) {
      reconnected();
    }
  }

  @Override
  public synchronized List<InstanceStatus> instances(ProjectName project) {
    state.requireAvailable();
    return entries.entrySet().stream()
        .filter(entry -> entry.getKey().project().equals(project))
        .map(
            entry ->
                new InstanceStatus(
                    entry.getKey().component(),
                    entry.getKey().instance(),
                    entry.getValue().report,
                    entry.getValue().live != null))
        .sorted(Comparator.comparing(InstanceStatus::component).thenComparing(InstanceStatus::id))
        .toList();
  }

  @Override
  public List<InstanceStatus> instances(ProjectName project, ComponentName component) {
    return instances(project).stream().filter(it -> it.component().equals(component)).toList();
  }

  @Override
  public synchronized void forget(
      ProjectName project, ComponentName component, InstanceId instance) {
    state.requireAvailable();
    Place place = new Place(project, component, instance);
    if (existing(place).live != null) {
      throw new RefusedException(
          "instance " + instance + " of " + component + " is live", "Stop its agent first.");
    }
    entries.remove(place);
    changed(place);
  }

  synchronized boolean isKnown(Place place) {
    return entries.containsKey(place);
  }

  private Entry existing(Place place) {
    Entry entry = entries.get(place);
    if (entry == null) {
      throw new IllegalArgumentException(
          "component " + place.component() + " has no instance " + place.instance());
    }
    return entry;
  }

  @Override
  public synchronized void requestRetry(
      ProjectName project, ComponentName component, InstanceId instance) {
    state.requireAvailable();
    Entry entry = existing(new Place(project, component, instance));
    if (entry.live == null) {
      entry.retryRequested = true;
    } else {
      state.callBack(entry.live::retry);
    }
  }

  static String newKey() {
    return "memory " + UUID.randomUUID();
  }
}
