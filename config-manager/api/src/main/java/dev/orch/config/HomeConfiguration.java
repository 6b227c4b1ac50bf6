package dev.orch.config;

import dev.orch.model.Digest;

/**
 * What a home holds.
 *
 * @param digest of the component
 */
record HomeConfiguration(Configuration configuration, Digest digest) {
  /** The same component as of that revision, which may be the same. */
  HomeConfiguration withRevision(long revision) {
    if (configuration.revision().orElse(0) == revision) {
      return this;
    }
    return new HomeConfiguration(configuration.withRevision(revision), digest);
  }
}
