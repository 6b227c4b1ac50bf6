package dev.orch.engine;

import dev.orch.model.ComponentName;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/**
 * Remembers across restarts which project a home follows and the highest revision ever seen of it,
 * so that a lagging, wiped or foreign store is recognised.
 */
public interface SeenMemory {
  /**
   * What was saved last, if anything.
   *
   * @throws dev.orch.model.CorruptDataException when what is saved cannot be understood
   */
  Optional<Seen> load() throws IOException;

  /** Replaces it, durably. */
  void save(Seen seen) throws IOException;

  /**
   * What was seen.
   *
   * @param projectId of the project that the home follows
   * @param component that the home holds
   * @param revision the highest number ever seen in a head of the project
   */
  record Seen(String projectId, ComponentName component, long revision) {
    // By hand: what Java makes for a record costs a process that starts, see ADR 33.
    @Override
    public boolean equals(Object other) {
      return other instanceof Seen that
          && revision == that.revision
          && projectId.equals(that.projectId)
          && component.equals(that.component);
    }

    @Override
    public int hashCode() {
      return Objects.hash(projectId, component, revision);
    }
  }
}
