package dev.orch.model.revision;

import dev.orch.model.Digest;

/**
 * One component in a revision.
 *
 * @param digest of its manifest; what is read is checked against it
 * @param location where the store keeps the manifest; only the store understands it
 */
public record ComponentHead(Digest digest, String location) {}
