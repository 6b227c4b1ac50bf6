package dev.orch.engine;

import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.RevisionStore;

/**
 * Desires what the live revision of a project says.
 *
 * <p>A revision lower than the highest ever seen, or none where there was one, is asked for again
 * without lag; if it still is so, or if the project is another one by its id, the store was wiped
 * or is a foreign one, and everything is held.
 */
public final class StoreSource implements DesiredSource {
  private final RevisionStore store;
  private final ProjectName project;
  private final ComponentName component;
  private final SeenMemory memory;

  /** Creates it from its parts. */
  public StoreSource(
      RevisionStore store, ProjectName project, ComponentName component, SeenMemory memory) {
    this.store = store;
    this.project = project;
    this.component = component;
    this.memory = memory;
  }

  @Override
  public DesiredState look() {
    return Unbuilt.yet(store, project, component, memory);
  }
}
