package dev.orch.oozie.agent;

import dev.orch.engine.SeenMemory.Seen;
import dev.orch.engine.report.AppliedLookup.Applied;
import dev.orch.engine.standby.HomeNotes;
import dev.orch.model.InstanceId;
import dev.orch.oozie.deploy.HomeState;
import dev.orch.oozie.deploy.JobHome;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is noted in a home of jobs as a whole. */
record JobHomeNotes(JobHome home) implements HomeNotes {
  @Override
  public String location() {
    return home.location();
  }

  @Override
  public Optional<InstanceId> leader() throws IOException {
    return home.leader();
  }

  @Override
  public void takeOver(@Nullable InstanceId leader) throws IOException {
    home.takeOver(leader);
  }

  @Override
  public Optional<Seen> seen() throws IOException {
    return Optional.ofNullable(home.state().seen())
        .map(seen -> new Seen(seen.projectId(), seen.component(), seen.revision()));
  }

  @Override
  public void save(Seen seen) throws IOException {
    home.save(
        home.state().seen(new HomeState.Seen(seen.projectId(), seen.component(), seen.revision())));
  }

  @Override
  public Optional<Applied> applied() throws IOException {
    return Optional.ofNullable(home.state().applied())
        .map(applied -> new Applied(applied.revision(), applied.digest()));
  }
}
