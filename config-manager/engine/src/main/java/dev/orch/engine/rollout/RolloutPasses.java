package dev.orch.engine.rollout;

import dev.orch.engine.Outcome;
import dev.orch.engine.Passes;
import java.io.IOException;
import java.util.Optional;

/** Other passes, behind each of which its rollout is told what came of it. */
record RolloutPasses(Passes passes, Turns turns) implements Passes {
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
    turns.retry();
  }
}
