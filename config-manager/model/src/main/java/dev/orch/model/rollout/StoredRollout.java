package dev.orch.model.rollout;

/**
 * A rollout as it was read.
 *
 * @param version changes with each change of it
 */
public record StoredRollout(Rollout rollout, int version) {}
