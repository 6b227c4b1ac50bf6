package dev.orch.agent.trigger;

import dev.orch.engine.AppliedState;
import dev.orch.engine.DesiredSource;
import dev.orch.engine.DesiredState;
import dev.orch.model.Digest;
import dev.orch.model.OrchException;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds states that ask for a trigger which the agent does not have: applied without it, they would
 * count as running while they are not.
 */
public final class CheckedSource implements DesiredSource {
  private final DesiredSource source;
  private final Triggers triggers;

  /** The state that was found sound last; looking at it again costs nothing. */
  private @Nullable Digest sound;

  /** What was opened last, or is in place: what comes next is often much like it. */
  private Manifest last = Manifest.EMPTY;

  /**
   * Creates it.
   *
   * @param applied what is in place, which needs no look; null if nothing is
   */
  public CheckedSource(DesiredSource source, Triggers triggers, @Nullable AppliedState applied) {
    this.source = source;
    this.triggers = triggers;
    if (applied != null) {
      last = applied.manifest();
    }
    if (applied != null && triggers.of(applied.manifest().spec()).isPresent()) {
      this.sound = applied.digest();
    }
  }

  @Override
  public DesiredState look() throws IOException, InterruptedException {
    DesiredState state = source.look();
    return state instanceof DesiredState.Present present && !Objects.equals(present.digest(), sound)
        ? check(present)
        : state;
  }

  private DesiredState check(DesiredState.Present present) throws InterruptedException {
    FileTree tree;
    try {
      tree = present.open(last);
    } catch (OrchException | IOException e) {
      // Whoever applies it meets the same and says so.
      return present;
    }
    ComponentSpec spec = tree.manifest().spec();
    if (triggers.of(spec).isEmpty()) {
      return new DesiredState.Hold(triggers.missing(spec));
    }
    sound = present.digest();
    last = tree.manifest();
    return new Opened(present, tree);
  }

  private record Opened(DesiredState.Present state, FileTree tree) implements DesiredState.Present {
    @Override
    public long revision() {
      return state.revision();
    }

    @Override
    public Digest digest() {
      return state.digest();
    }

    @Override
    public FileTree open(Manifest like) {
      return tree;
    }
  }
}
