package dev.orch.testing;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.output.OutputPart;
import dev.orch.model.output.OutputPlace;
import dev.orch.model.output.OutputQuestion;
import dev.orch.model.output.OutputSource;
import dev.orch.model.output.Outputs;
import dev.orch.model.revision.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Hands questions over to whoever answers, in the same process. Guarded by its own monitor. */
final class InMemoryOutputs implements Outputs {
  private final InMemoryState state;
  private final InMemoryInstanceRegistry instances;
  private final Map<InMemoryInstanceRegistry.Place, OutputSource> sources = new HashMap<>();

  InMemoryOutputs(InMemoryState state, InMemoryInstanceRegistry instances) {
    this.state = state;
    this.instances = instances;
  }

  @Override
  public synchronized Subscription answer(
      ProjectName project, ComponentName component, InstanceId instance, OutputSource source) {
    InMemoryInstanceRegistry.Place place =
        new InMemoryInstanceRegistry.Place(project, component, instance);
    sources.put(place, source);
    return () -> end(place, source);
  }

  private synchronized void end(InMemoryInstanceRegistry.Place place, OutputSource source) {
    sources.remove(place, source);
  }

  private synchronized Optional<OutputSource> source(InMemoryInstanceRegistry.Place place) {
    return Optional.ofNullable(sources.get(place));
  }

  @Override
  public OutputQuestion ask(ProjectName project, ComponentName component, InstanceId instance) {
    InMemoryInstanceRegistry.Place place =
        new InMemoryInstanceRegistry.Place(project, component, instance);
    state.requireAvailable();
    if (!instances.isKnown(place)) {
      throw new IllegalArgumentException("there is no instance " + instance);
    }
    return new Question(place);
  }

  private final class Question implements OutputQuestion {
    private final InMemoryInstanceRegistry.Place place;

    Question(InMemoryInstanceRegistry.Place place) {
      this.place = place;
    }

    @Override
    public Optional<OutputPart> after(OutputPlace read, Duration atMost) {
      state.requireAvailable();
      Optional<OutputSource> source = source(place);
      if (source.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(source.get().after(read));
      } catch (IOException e) {
        throw new RefusedException(
            "instance " + place.instance() + " has no output to show: " + e.getMessage(),
            "Look there.");
      }
    }

    @Override
    public void close() {}
  }
}
