package dev.orch.engine.standby;

import dev.orch.engine.SeenMemory;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in the home, for all agents that serve it. What was seen is written down by whoever
 * acts, before it applies anything: one that stands by would get in its way.
 */
final class HomeSeen implements SeenMemory {
  private final HomeNotes home;
  private @Nullable Seen latest;

  HomeSeen(HomeNotes home) {
    this.home = home;
  }

  @Override
  public Optional<Seen> load() throws IOException {
    return home.seen();
  }

  @Override
  public void save(Seen seen) {
    latest = seen;
  }

  /** Writes down what was seen; to be called by whoever acts. */
  void write() throws IOException {
    if (latest != null) {
      home.save(latest);
    }
  }
}
