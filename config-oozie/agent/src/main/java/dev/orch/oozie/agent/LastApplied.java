package dev.orch.oozie.agent;

import dev.orch.engine.report.AppliedLookup;
import dev.orch.oozie.deploy.HomeState;
import dev.orch.oozie.deploy.JobHome;
import java.io.IOException;
import java.util.Optional;

/** What a home held when it was last looked at, for threads that may not use the home. */
final class LastApplied implements AppliedLookup {
  private volatile Optional<Applied> applied = Optional.empty();

  /** To be called by the thread that uses the home. */
  void update(JobHome home) throws IOException {
    HomeState.Applied now = home.state().applied();
    applied = Optional.ofNullable(now).map(it -> new Applied(it.revision(), it.digest()));
  }

  @Override
  public Optional<Applied> look() {
    return applied;
  }
}
