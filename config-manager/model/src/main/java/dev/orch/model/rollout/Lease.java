package dev.orch.model.rollout;

/**
 * The right of one instance to be between stop and healthy.
 *
 * @param rollout the rollout that it was taken for
 * @param slot its number, from 0
 */
public record Lease(String rollout, int slot) {}
