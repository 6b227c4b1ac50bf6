package dev.orch.engine.rollout;

import dev.orch.engine.Outcome;
import dev.orch.engine.Passes;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Other passes, behind each of which its rollout is told what came of it. */
record RolloutPasses(Passes passes, Turns turns, Vigil vigil) implements Passes {
  @Override
  public Optional<Outcome> recover() throws InterruptedException {
    // The lease of what was recovered is given back by the next look, which finds it in the store.
    return passes.recover();
  }

  @Override
  public Outcome reconcile() throws InterruptedException {
    Outcome outcome = turns.after(passes.reconcile());
    Optional<String> baking = turns.baking(outcome);
    if (baking.isEmpty()) {
      vigil.rest();
      return outcome;
    }
    Optional<String> problem = vigil.look(baking.get());
    if (problem.isPresent()) {
      turns.foundUnhealthy("unhealthy during the bake: " + problem.get());
    }
    return outcome;
  }

  @Override
  public Optional<Duration> lookAgain() {
    return vigil.next();
  }

  @Override
  public void retryFailed() throws IOException {
    passes.retryFailed();
    turns.retry();
  }
}
