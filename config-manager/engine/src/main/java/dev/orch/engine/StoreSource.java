package dev.orch.engine;

import dev.orch.engine.SeenMemory.Seen;
import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.layer.ComponentState;
import dev.orch.model.layer.View;
import dev.orch.model.layer.Viewpoint;
import dev.orch.model.layer.Views;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionStore;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Desires what the live revision of a project says.
 *
 * <p>A revision lower than the highest ever seen, or none where there was one, is asked for again
 * without lag; if it still is so, or if the project is another one by its id, the store was wiped
 * or is a foreign one, and everything is held.
 */
public final class StoreSource implements DesiredSource {
  private static final Logger LOG = System.getLogger(StoreSource.class.getName());

  private static final int MAX_LOOKS = 5;

  private final RevisionStore store;
  private final ProjectName project;
  private final Viewpoint viewpoint;
  private final ComponentName component;
  private final Views views;
  private final SeenMemory memory;
  private final StateChoice choice;
  private @Nullable Seen known;

  /**
   * Creates it from its parts; what is rolled out is desired at once.
   *
   * @param viewpoint whose component, and which of its layers concern the home
   */
  public StoreSource(
      RevisionStore store, ProjectName project, Viewpoint viewpoint, SeenMemory memory) {
    this(store, project, viewpoint, memory, StateChoice.LIVE);
  }

  /** The same, desiring of each head what the choice says. */
  public StoreSource(
      RevisionStore store,
      ProjectName project,
      Viewpoint viewpoint,
      SeenMemory memory,
      StateChoice choice) {
    this.choice = choice;
    this.store = store;
    this.project = project;
    this.viewpoint = viewpoint;
    this.component = viewpoint.component();
    this.views = new Views(store, project);
    this.memory = memory;
  }

  @Override
  public DesiredState look() throws IOException, InterruptedException {
    for (int i = 0; i < MAX_LOOKS; i++) {
      Optional<DesiredState> state = lookOnce();
      if (state.isPresent()) {
        return state.get();
      }
    }
    return new DesiredState.Hold("head and rollout of " + component + " do not go together");
  }

  /** Nothing if head is not the one that goes with what else was read. */
  private Optional<DesiredState> lookOnce() throws IOException, InterruptedException {
    Optional<Seen> seen = seen();
    if (seen.isPresent() && !seen.get().component().equals(component)) {
      return Optional.of(
          new DesiredState.Hold(
              "the home holds component "
                  + seen.get().component()
                  + ", not "
                  + component
                  + "; use another home, or remove its .orch/seen"));
    }
    Optional<Head> head = store.head(project);
    if (seen.isPresent() && problem(head, seen.get()).isPresent()) {
      head = store.latestHead(project);
      Optional<String> problem = problem(head, seen.get());
      if (problem.isPresent()) {
        return Optional.of(new DesiredState.Hold(problem.get()));
      }
    }
    if (head.isEmpty()) {
      return Optional.of(new DesiredState.Absent());
    }
    remember(head.get());
    return state(head.get());
  }

  private Optional<Seen> seen() throws IOException {
    if (known == null) {
      known = memory.load().orElse(null);
    }
    return Optional.ofNullable(known);
  }

  private Optional<String> problem(Optional<Head> head, Seen seen) {
    String follows = "; the store was wiped or is another one. If that is meant, remove .orch/seen";
    if (head.isEmpty()) {
      return Optional.of(
          "project " + project + " is gone, and had come to revision " + seen.revision() + follows);
    }
    if (!head.get().projectId().equals(seen.projectId())) {
      return Optional.of(
          "project " + project + " is not the one that this home follows, by its id" + follows);
    }
    if (head.get().revision() < seen.revision()) {
      return Optional.of(
          String.format(
              "project %s is at revision %d, and had come to %d%s",
              project, head.get().revision(), seen.revision(), follows));
    }
    return Optional.empty();
  }

  private void remember(Head head) {
    Seen seen = new Seen(head.projectId(), component, head.revision());
    if (seen.equals(known) || head.revision() == 0) {
      return;
    }
    known = seen;
    try {
      memory.save(seen);
    } catch (IOException e) {
      // In this process it is known; applying what is new will find out what is wrong.
      LOG.log(Level.WARNING, "the highest revision seen could not be saved", e);
    }
  }

  private Optional<DesiredState> state(Head head) throws IOException, InterruptedException {
    if (head.cleared()) {
      return Optional.of(new DesiredState.Cleared(head.revision()));
    }
    if (head.revision() == 0) {
      return Optional.of(new DesiredState.Absent());
    }
    Optional<ComponentState> live = ComponentState.of(head.components(), component);
    if (live.isEmpty()) {
      return Optional.of(new DesiredState.Removed(head.revision()));
    }
    return choice.choose(head, live.get(), this::present);
  }

  private DesiredState.Present present(long revision, ComponentState state)
      throws InterruptedException {
    return new Viewed(revision, views.of(state, viewpoint));
  }

  private record Viewed(long revision, View view) implements DesiredState.Present {
    @Override
    public Digest digest() {
      return view.digest();
    }

    @Override
    public FileTree open(Manifest like) throws InterruptedException {
      return view.open(like);
    }
  }
}
