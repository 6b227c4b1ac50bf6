package dev.orch.config;

import dev.orch.model.command.Commands;
import dev.orch.model.event.EventLog;
import dev.orch.model.instance.InstanceRegistry;
import dev.orch.model.output.Outputs;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.InMemoryStore;
import java.time.Duration;

/** The store in memory, which all managers of a test share. */
final class InMemoryFixture implements StoreFixture {
  private final InMemoryStore store = new InMemoryStore();

  @Override
  public StoreProvider provider() {
    return settings -> new Shared(store);
  }

  @Override
  public StoreSettings settings() {
    return new StoreSettings(
        "in-memory", Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(5));
  }

  @Override
  public Store store() {
    return store;
  }

  @Override
  public void goAway() {
    store.setAvailable(false);
  }

  @Override
  public void comeBack() {
    store.setAvailable(true);
  }

  @Override
  public void close() {
    store.close();
  }

  /** One manager's connection: closing it leaves the store to the others. */
  private record Shared(Store store) implements Store {
    @Override
    public RevisionStore revisions() {
      return store.revisions();
    }

    @Override
    public InstanceRegistry instances() {
      return store.instances();
    }

    @Override
    public Commands commands() {
      return store.commands();
    }

    @Override
    public Outputs outputs() {
      return store.outputs();
    }

    @Override
    public EventLog events() {
      return store.events();
    }

    @Override
    public void awaitConnected(Duration atMost) throws InterruptedException {
      store.awaitConnected(atMost);
    }

    @Override
    public boolean isConnected() {
      return store.isConnected();
    }

    @Override
    public void close() {}
  }
}
