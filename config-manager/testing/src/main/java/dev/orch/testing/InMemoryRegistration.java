package dev.orch.testing;

import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.Registration;
import org.jspecify.annotations.Nullable;

/** One agent's place in the registry. */
final class InMemoryRegistration implements Registration {
  private final InMemoryInstanceRegistry registry;
  private final InMemoryInstanceRegistry.Place place;
  private final @Nullable String formerKey;
  private final Runnable retryRequested;
  private final String key = InMemoryInstanceRegistry.newKey();
  private volatile InstanceReport newest;
  private boolean closed;

  InMemoryRegistration(
      InMemoryInstanceRegistry registry,
      InMemoryInstanceRegistry.Place place,
      InstanceReport first,
      @Nullable String formerKey,
      Runnable retryRequested) {
    this.registry = registry;
    this.place = place;
    this.newest = first;
    this.formerKey = formerKey;
    this.retryRequested = retryRequested;
  }

  InMemoryInstanceRegistry.Place place() {
    return place;
  }

  InstanceReport newest() {
    return newest;
  }

  String key() {
    return key;
  }

  /**
   * Whether the other is this one, or an agent that was started after it with its session's key.
   */
  boolean isSameOrSucceededBy(InMemoryRegistration other) {
    return other == this || key.equals(other.formerKey);
  }

  synchronized void retry() {
    if (!closed) {
      retryRequested.run();
    }
  }

  @Override
  public void report(InstanceReport report) {
    newest = report;
    registry.send(this);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    registry.end(this);
  }
}
