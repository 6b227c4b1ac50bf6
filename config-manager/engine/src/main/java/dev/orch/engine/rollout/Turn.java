package dev.orch.engine.rollout;

import dev.orch.model.Digest;
import dev.orch.model.rollout.Lease;
import dev.orch.model.rollout.Rollout;
import dev.orch.model.rollout.StoredRollout;
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
}
