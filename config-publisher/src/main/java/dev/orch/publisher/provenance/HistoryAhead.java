package dev.orch.publisher.provenance;

import dev.orch.model.revision.SourceCommit;
import dev.orch.publisher.scan.DesiredTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A history that is opened by a thread of its own, while whoever will ask for it has other things
 * to do. What is asked of it is answered by the thread that asks.
 */
final class HistoryAhead implements SourceHistory {
  private final Path tree;
  private final FutureTask<SourceHistory> opening;
  private @Nullable SourceHistory opened;

  HistoryAhead(Path tree) {
    this.tree = tree;
    opening = new FutureTask<>(() -> GitHistory.open(tree));
    Thread thread = new Thread(opening, "orch-history");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public Optional<SourceCommit> commit(DesiredTree desired) {
    return opened().commit(desired);
  }

  @Override
  public Ancestry relationTo(SourceCommit published) {
    return opened().relationTo(published);
  }

  private SourceHistory opened() {
    SourceHistory known = opened;
    if (known == null) {
      try {
        known = await();
      } catch (IOException e) {
        known = GitHistory.without(tree, e);
      }
      opened = known;
    }
    return known;
  }

  /** Opening reads a few local files, so an interrupt is kept until it is done. */
  private SourceHistory await() throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return opening.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("the history of " + tree + " was not opened", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    try {
      await().close();
    } catch (IOException e) {
      // Told to whoever asked for it; if nobody did, it does not matter.
    }
  }
}
