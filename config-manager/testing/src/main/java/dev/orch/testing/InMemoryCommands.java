package dev.orch.testing;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.command.CommandBox;
import dev.orch.model.command.CommandId;
import dev.orch.model.command.CommandProgress;
import dev.orch.model.command.CommandRecord;
import dev.orch.model.command.CommandRequest;
import dev.orch.model.command.CommandResult;
import dev.orch.model.command.CommandState;
import dev.orch.model.command.Commands;
import dev.orch.model.revision.Subscription;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Commands held in memory; guarded by its own monitor. Its clock is the store's. */
final class InMemoryCommands implements Commands {
  private final InMemoryState state;
  private final InMemoryInstanceRegistry instances;
  private final Clock clock;
  private final Map<InMemoryInstanceRegistry.Place, Map<CommandId, CommandRecord>> boxes =
      new HashMap<>();
  private final List<Watch> watches = new ArrayList<>();

  InMemoryCommands(InMemoryState state, InMemoryInstanceRegistry instances, Clock clock) {
    this.state = state;
    this.instances = instances;
    this.clock = clock;
  }

  private static final class Watch implements Subscription {
    private final InMemoryInstanceRegistry.Place place;
    private final Runnable lookAgain;
    private boolean closed;

    Watch(InMemoryInstanceRegistry.Place place, Runnable lookAgain) {
      this.place = place;
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
  public CommandBox of(ProjectName project, ComponentName component, InstanceId instance) {
    return new Box(new InMemoryInstanceRegistry.Place(project, component, instance));
  }

  @Override
  public synchronized Subscription watch(
      ProjectName project, ComponentName component, InstanceId instance, Runnable lookAgain) {
    Watch watch =
        new Watch(new InMemoryInstanceRegistry.Place(project, component, instance), lookAgain);
    watches.add(watch);
    if (state.isAvailable()) {
      state.callBack(watch::tell);
    }
    return watch;
  }

  synchronized void reconnected() {
    watches.forEach(watch -> state.callBack(watch::tell));
  }

  private synchronized void changed(InMemoryInstanceRegistry.Place place) {
    watches.stream()
        .filter(watch -> watch.place.equals(place))
        .forEach(watch -> state.callBack(watch::tell));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private final class Box implements CommandBox {
    private final InMemoryInstanceRegistry.Place place;

    Box(InMemoryInstanceRegistry.Place place) {
      this.place = place;
    }

    private Map<CommandId, CommandRecord> known() {
      state.requireAvailable();
      if (!instances.isKnown(place)) {
        boxes.remove(place);
        return new LinkedHashMap<>();
      }
      return boxes.computeIfAbsent(place, it -> new LinkedHashMap<>());
    }

    @Override
    public CommandRecord add(CommandId id, CommandRequest request) {
      synchronized (InMemoryCommands.this) {
        Map<CommandId, CommandRecord> known = known();
        if (!instances.isKnown(place)) {
          throw new IllegalArgumentException("there is no instance " + place.instance());
        }
        if (known.containsKey(id)) {
          return known.get(id);
        }
        makeRoom(known);
        long open = known.values().stream().filter(it -> !it.state().isFinal()).count();
        if (open >= MAX_OPEN) {
          throw new RefusedException(open + " commands are open", "Ask again later.");
        }
        Instant now = now();
        CommandRecord made = new CommandRecord(id, request, CommandProgress.QUEUED, now, now, 0);
        known.put(id, made);
        changed(place);
        return made;
      }
    }

    private void makeRoom(Map<CommandId, CommandRecord> known) {
      for (CommandRecord command : List.copyOf(known.values())) {
        if (command.state() == CommandState.QUEUED
            && now().isAfter(command.queuedAt().plus(command.request().validity()))) {
          replace(command, command.progress().ended(CommandResult.EXPIRED, Duration.ZERO));
        }
      }
      List<CommandRecord> ended =
          known.values().stream().filter(it -> it.state().isFinal()).toList();
      ended.subList(0, Math.max(0, ended.size() - KEPT + 1)).forEach(it -> known.remove(it.id()));
    }

    @Override
    public List<CommandRecord> list() {
      synchronized (InMemoryCommands.this) {
        return List.copyOf(known().values());
      }
    }

    @Override
    public Optional<CommandRecord> find(CommandId id) {
      synchronized (InMemoryCommands.this) {
        return Optional.ofNullable(known().get(id));
      }
    }

    @Override
    public Optional<CommandRecord> replace(CommandRecord read, CommandProgress next) {
      synchronized (InMemoryCommands.this) {
        CommandRecord found = known().get(read.id());
        if (found == null || found.version() != read.version()) {
          return Optional.empty();
        }
        CommandRecord changed =
            new CommandRecord(
                read.id(), read.request(), next, found.queuedAt(), now(), found.version() + 1);
        known().put(read.id(), changed);
        changed(place);
        return Optional.of(changed);
      }
    }
  }
}
