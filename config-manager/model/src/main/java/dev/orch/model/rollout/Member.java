package dev.orch.model.rollout;

import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import org.jspecify.annotations.Nullable;

/**
 * What an instance knows of itself.
 *
 * @param applied the digest of what is in place; null if nothing is
 * @param failed whether it tried this rollout's target, and failed
 * @param leased whether it holds a lease
 */
public record Member(InstanceId id, @Nullable Digest applied, boolean failed, boolean leased) {}
