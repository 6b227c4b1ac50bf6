package dev.orch.model.revision;

import dev.orch.model.Digest;

/**
 * One component in a revision.
 *
 * @param digest of its manifest; what is read is checked against it
 * @param location where the store keeps the manifest; only the store understands it
 */
public record ComponentHead(Digest digest, String location) {
  // By hand, as ADR 33 has it: compared in every short command.
  @Override
  public boolean equals(Object other) {
    return other instanceof ComponentHead that
        && digest.equals(that.digest)
        && location.equals(that.location);
  }

  @Override
  public int hashCode() {
    return digest.hashCode() + 31 * location.hashCode();
  }
}
