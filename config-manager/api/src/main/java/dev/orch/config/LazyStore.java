package dev.orch.config;

import dev.orch.model.store.Store;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A store that is opened when it is needed first: a manager that follows a home may never do. */
final class LazyStore implements AutoCloseable {
  private final StoreProvider provider;
  private final StoreSettings settings;
  private @Nullable Store store;
  private boolean closed;

  LazyStore(StoreProvider provider, StoreSettings settings) {
    this.provider = provider;
    this.settings = settings;
  }

  /** Opened, but not necessarily connected. */
  synchronized Store get() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
    if (store == null) {
      store = provider.open(settings);
    }
    return store;
  }

  Duration connectTimeout() {
    return settings.connectTimeout();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (store != null) {
      store.close();
    }
  }
}
