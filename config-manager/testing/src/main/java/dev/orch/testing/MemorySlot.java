package dev.orch.testing;

import dev.orch.model.instance.SessionSlot;
import java.util.Optional;

/** A session's key in memory; handed from one registration to the next, it is a restart. */
public final class MemorySlot implements SessionSlot {
  private volatile String key = "";

  @Override
  public Optional<String> load() {
    return Optional.of(key).filter(saved -> !saved.isEmpty());
  }

  @Override
  public void save(String newKey) {
    key = newKey;
  }
}
