package dev.orch.engine.rollout;

import dev.orch.model.InstanceId;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.rollout.ComponentRollouts;
import dev.orch.model.rollout.Lease;
import dev.orch.model.rollout.RolloutResult;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells what came of an instance's turns, the last of it as soon as the store can be reached. */
final class Results {
  private static final System.Logger LOG = System.getLogger(Results.class.getName());

  private final Supplier<ComponentRollouts> rollouts;
  private final InstanceId instance;
  private @Nullable Untold untold;

  private record Untold(@Nullable Lease lease, String rollout, @Nullable RolloutResult result) {}

  Results(Supplier<ComponentRollouts> rollouts, InstanceId instance) {
    this.rollouts = rollouts;
    this.instance = instance;
  }

  /** Gives a lease back and says what came of it, as {@link ComponentRollouts#end} does. */
  void tell(@Nullable Lease lease, String rollout, @Nullable RolloutResult result)
      throws InterruptedException {
    untold = new Untold(lease, rollout, result);
    tellRest();
  }

  /** Tells what could not be told before, if there is anything. */
  void tellRest() throws InterruptedException {
    Untold now = untold;
    if (now == null) {
      return;
    }
    try {
      rollouts.get().end(instance, now.lease(), now.rollout(), now.result());
      untold = null;
    } catch (StoreUnavailableException e) {
      LOG.log(Level.INFO, "what came of the rollout is told later: {0}", e.getMessage());
    }
  }
}
