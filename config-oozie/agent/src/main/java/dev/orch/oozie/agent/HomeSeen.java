package dev.orch.oozie.agent;

import dev.orch.engine.SeenMemory;
import dev.orch.oozie.deploy.HomeState;
import dev.orch.oozie.deploy.JobHome;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in the home of jobs, for all agents that serve it. What was seen is written down by
 * whoever acts, before it applies anything: one that stands by would get in its way.
 */
final class HomeSeen implements SeenMemory {
  private final JobHome home;
  private @Nullable Seen latest;

  HomeSeen(JobHome home) {
    this.home = home;
  }

  @Override
  public Optional<Seen> load() throws IOException {
    HomeState.Seen seen = home.state().seen();
    return Optional.ofNullable(seen)
        .map(it -> new Seen(it.projectId(), it.component(), it.revision()));
  }

  @Override
  public void save(Seen seen) {
    latest = seen;
  }

  /** Writes down what was seen; to be called by whoever acts. */
  void write() throws IOException {
    if (latest != null) {
      home.save(
          home.state()
              .seen(new HomeState.Seen(latest.projectId(), latest.component(), latest.revision())));
    }
  }
}
