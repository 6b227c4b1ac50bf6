package dev.orch.model.instance;

import java.io.IOException;
import java.util.Optional;

/**
 * Keeps the key of an agent's session with the store across a restart, so that the next agent can
 * end the session of the one before it instead of waiting for it to expire. The key is a secret.
 */
public interface SessionSlot {
  /** What was saved last, if anything. */
  Optional<String> load() throws IOException;

  /** Replaces it, readable by this user only. */
  void save(String key) throws IOException;
}
