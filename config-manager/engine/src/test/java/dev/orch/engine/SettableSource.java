package dev.orch.engine;

import dev.orch.model.Digest;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import java.util.function.Supplier;

/** Desires what a test says. */
final class SettableSource implements DesiredSource {
  private Supplier<DesiredState> next = DesiredState.Absent::new;
  private Manifest beside = Manifest.EMPTY;
  private int opened;

  void publish(long revision, FileTree tree) {
    DesiredState state = new Published(this, revision, tree.manifest().digest(), tree);
    next = () -> state;
  }

  /** The head names one digest, and what is opened is another tree. */
  void publishInconsistently(long revision, FileTree named, FileTree opened) {
    DesiredState state = new Published(this, revision, named.manifest().digest(), opened);
    next = () -> state;
  }

  void say(DesiredState state) {
    next = () -> state;
  }

  void beUnavailable() {
    next =
        () -> {
          throw new StoreUnavailableException("the store is away", "Wait.", null);
        };
  }

  /** How often the files were asked for. */
  int timesOpened() {
    return opened;
  }

  /** What was at hand when the files were asked for the last time. */
  Manifest openedBeside() {
    return beside;
  }

  @Override
  public DesiredState look() {
    return next.get();
  }

  private record Published(SettableSource source, long revision, Digest digest, FileTree tree)
      implements DesiredState.Present {
    @Override
    public FileTree open(Manifest like) {
      source.opened++;
      source.beside = like;
      return tree;
    }
  }
}
