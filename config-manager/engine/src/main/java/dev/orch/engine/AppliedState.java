package dev.orch.engine;

import dev.orch.model.Digest;
import dev.orch.model.component.Manifest;

/**
 * What a home's inventory says is in place.
 *
 * @param revision its number; 0 where it came from a local directory
 * @param manifest all files that orch placed or took over, and how they are applied
 */
public record AppliedState(long revision, Manifest manifest) {
  /** The digest of the component that is in place. */
  public Digest digest() {
    return manifest.digest();
  }
}
