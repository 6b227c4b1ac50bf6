package dev.orch.engine.rollout;

import dev.orch.engine.Outcome;
import dev.orch.model.Digest;
import dev.orch.model.rollout.Lease;
import dev.orch.model.rollout.Rollout;
import dev.orch.model.rollout.RolloutResult;
import dev.orch.model.rollout.StoredRollout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one look of an instance at its rollout said.
 *
 * @param target what it comes to
 * @param headRevision the number of the revision that was live
 * @param lease for which it desires another state than it runs; null if it has none
 * @param leasedAt when that was taken or renewed, by the monotonic clock
 * @param leaves whether the lease is for going back from the target, which was found unhealthy
 * @param healthy whether it is known to run the target
 * @param failure why it failed; null if it did not
 */
record Turn(
    StoredRollout stored,
    Digest target,
    long headRevision,
    @Nullable Lease lease,
    long leasedAt,
    boolean leaves,
    boolean healthy,
    @Nullable String failure) {
  Rollout rollout() {
    return stored.rollout();
  }

  String id() {
    return rollout().plan().id();
  }

  /** The same, with the whole time limit ahead. */
  Turn renewed(long now) {
    return new Turn(stored, target, headRevision, lease, now, leaves, healthy, failure);
  }

  /**
   * The same without a lease.
   *
   * @param why it failed; null if it is healthy
   */
  Turn ended(@Nullable String why) {
    return new Turn(stored, target, headRevision, null, leasedAt, false, why == null, why);
  }

  /** What came of it, if a pass with this outcome has ended it. */
  Optional<RolloutResult> result(Outcome outcome) {
    if (outcome instanceof Outcome.Applied done && done.digest().equals(target)) {
      return Optional.of(new RolloutResult.Healthy());
    }
    if (lease == null) {
      return Optional.empty();
    }
    if (outcome instanceof Outcome.UpToDate done && done.digest().equals(target)) {
      return Optional.of(new RolloutResult.Healthy());
    } else if (outcome instanceof Outcome.Failed failed) {
      return Optional.of(new RolloutResult.Failed(failed.reason()));
    } else if (outcome instanceof Outcome.Held held) {
      return Optional.of(new RolloutResult.Failed("held: " + held.reason()));
    } else if (outcome instanceof Outcome.Damaged damaged) {
      return Optional.of(new RolloutResult.Failed("damaged: " + damaged.reason()));
    }
    return Optional.empty();
  }

  /** Whether what is in place is what was desired. */
  static boolean isSound(Outcome outcome) {
    return outcome instanceof Outcome.UpToDate || outcome instanceof Outcome.Applied;
  }
}
