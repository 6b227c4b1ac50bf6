package dev.orch.oozie.agent;

import dev.orch.engine.SeenMemory;
import dev.orch.oozie.deploy.HomeState;
import dev.orch.oozie.deploy.JobHome;
import java.io.IOException;
import java.util.Optional;

/** Remembers in the home of jobs, for all agents that serve it. */
record HomeSeen(JobHome home) implements SeenMemory {
  @Override
  public Optional<Seen> load() throws IOException {
    HomeState.Seen seen = home.state().seen();
    return Optional.ofNullable(seen)
        .map(it -> new Seen(it.projectId(), it.component(), it.revision()));
  }

  @Override
  public void save(Seen seen) throws IOException {
    home.save(
        home.state().seen(new HomeState.Seen(seen.projectId(), seen.component(), seen.revision())));
  }
}
