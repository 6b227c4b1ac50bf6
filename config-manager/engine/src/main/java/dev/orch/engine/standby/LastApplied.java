package dev.orch.engine.standby;

import dev.orch.engine.report.AppliedLookup;
import java.io.IOException;
import java.util.Optional;

/** What a home held when it was last looked at, for threads that may not use the home. */
final class LastApplied implements AppliedLookup {
  private volatile Optional<Applied> applied = Optional.empty();

  /** To be called by the thread that uses the home. */
  void update(HomeNotes home) throws IOException {
    applied = home.applied();
  }

  @Override
  public Optional<Applied> look() {
    return applied;
  }
}
