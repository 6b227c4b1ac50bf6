package dev.orch.engine.rollout;

import dev.orch.engine.Outcome;
import dev.orch.engine.Passes;
import dev.orch.model.OrchException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Other passes, behind each of which its rollout is told what came of it. */
record RolloutPasses(Passes passes, Turns turns) implements Passes {
  private static final System.Logger LOG = System.getLogger(RolloutPasses.class.getName());

  @Override
  public Optional<Outcome> recover() throws InterruptedException {
    // The lease of what was recovered is given back by the next look, which finds it in the store.
    return passes.recover();
  }

  @Override
  public Outcome reconcile() throws InterruptedException {
    return turns.after(passes.reconcile());
  }

  @Override
  public void retryFailed() throws IOException {
    passes.retryFailed();
    try {
      turns.retry();
    } catch (OrchException e) {
      LOG.log(Level.WARNING, "the rollout cannot be told to try again: {0}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
