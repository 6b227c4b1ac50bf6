package dev.orch.engine;

import dev.orch.model.Digest;
import dev.orch.model.Progress;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.component.ObservedTree;
import java.io.IOException;

/** A source whose files, when they are fetched, tell how far that is. */
public final class ObservedSource implements DesiredSource {
  private final DesiredSource source;
  private final Progress progress;

  /** Desires the same. */
  public ObservedSource(DesiredSource source, Progress progress) {
    this.source = source;
    this.progress = progress;
  }

  @Override
  public DesiredState look() throws IOException, InterruptedException {
    DesiredState state = source.look();
    return state instanceof DesiredState.Present present ? new Observed(present, progress) : state;
  }

  private record Observed(DesiredState.Present state, Progress progress)
      implements DesiredState.Present {
    @Override
    public long revision() {
      return state.revision();
    }

    @Override
    public Digest digest() {
      return state.digest();
    }

    @Override
    public FileTree open(Manifest like) throws IOException, InterruptedException {
      return new ObservedTree(state.open(like), progress);
    }
  }
}
