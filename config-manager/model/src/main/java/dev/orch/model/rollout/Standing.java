package dev.orch.model.rollout;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one instance stands in a rollout.
 *
 * @param lease that it holds, of whichever rollout; null if none
 * @param healthy whether it is known to run the target
 * @param failure why it failed; null if it did not
 */
public record Standing(
    StoredRollout stored, @Nullable Lease lease, boolean healthy, @Nullable String failure) {
  /** The lease that it holds, of whichever rollout. */
  public Optional<Lease> held() {
    return Optional.ofNullable(lease);
  }

  /** Why it failed. */
  public Optional<String> failed() {
    return Optional.ofNullable(failure);
  }
}
