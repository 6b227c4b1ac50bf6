package dev.orch.config;

import dev.orch.model.Digest;

/**
 * What a home holds.
 *
 * @param digest of the component
 */
record HomeConfiguration(Configuration configuration, Digest digest) {
  /** The same component as of another revision. */
  HomeConfiguration withRevision(long revision) {
    return new HomeConfiguration(configuration.withRevision(revision), digest);
  }
}
